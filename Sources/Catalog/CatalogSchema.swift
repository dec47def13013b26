/// The catalog's tables.
///
/// `entry` has versions (kind 0) and candidates (kind 1). `text` has every text once, so that words are looked for in each once. `fact`
/// has sets of parameters and tags, which `entry.facts` names: what one CI job gives all its versions is there once. Facts are found both
/// ways round: by their entry or set, and by key and value. Keys come first in their tables: SQLite 3.40's quick_check takes another order
/// for damage.
enum CatalogSchema {
  /// Says in the file's header that it is a catalog: "greg".
  static let applicationID: Int64 = 0x6772_6567
  /// A file with another number is made anew.
  static let version: Int64 = 4

  static let tables = """
    CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE text(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE field(id INTEGER PRIMARY KEY, facts TEXT NOT NULL, key TEXT NOT NULL, UNIQUE(facts, key));
    CREATE TABLE model(
      id INTEGER PRIMARY KEY, registry TEXT NOT NULL, name TEXT NOT NULL, folder BLOB, checksum INTEGER,
      UNIQUE(registry, name));
    CREATE TABLE model_text(model INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY(model, text)) WITHOUT ROWID;
    CREATE TABLE alias(
      model INTEGER NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(model, version, name)) WITHOUT ROWID;
    CREATE TABLE entry(
      id INTEGER PRIMARY KEY, model INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, precedence BLOB,
      status TEXT, created INTEGER, author TEXT, algorithm TEXT, run TEXT, size INTEGER NOT NULL, description INTEGER,
      facts INTEGER, checksum INTEGER NOT NULL);
    CREATE TABLE metric(
      entry INTEGER NOT NULL, key INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY(entry, key)) WITHOUT ROWID;
    CREATE TABLE fact(
      facts INTEGER NOT NULL, key INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(facts, key)) WITHOUT ROWID;
    CREATE TABLE artifact(
      entry INTEGER NOT NULL, path INTEGER NOT NULL, type INTEGER NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
      PRIMARY KEY(entry, path, digest, type)) WITHOUT ROWID;
    CREATE TABLE lineage(entry INTEGER NOT NULL, input INTEGER NOT NULL, PRIMARY KEY(entry, input)) WITHOUT ROWID;
    CREATE TABLE unreadable(path TEXT PRIMARY KEY) WITHOUT ROWID;
    """

  /// Made after the rows of a new catalog, in one go each.
  static let indexes = """
    CREATE INDEX text_body ON text(body);
    CREATE UNIQUE INDEX entry_name ON entry(model, kind, name);
    CREATE INDEX entry_precedence ON entry(kind, model, precedence);
    CREATE INDEX entry_created ON entry(kind, created);
    CREATE INDEX entry_facts ON entry(facts);
    CREATE INDEX alias_name ON alias(name);
    CREATE INDEX metric_value ON metric(key, value);
    CREATE INDEX fact_value ON fact(key, value);
    CREATE INDEX artifact_digest ON artifact(digest);
    CREATE INDEX lineage_input ON lineage(input);
    """
}
