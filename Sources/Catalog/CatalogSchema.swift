/// The catalog's tables.
///
/// `entry` has versions (kind 0) and candidates (kind 1). `text` has every text once, so that words are looked for in each once. `fact`
/// has sets of parameters and tags, which `entry.facts` names, and `input` sets of what was used, named by `entry.inputs`: what one CI job
/// gives all its versions is there once. An entry's metrics lie in its own row (``PackedMetrics``), and in `metric` once more to be found by
/// their values; `digest` finds entries by the beginning of an artifact's digest. Keys come first in their tables: SQLite 3.40's
/// quick_check takes another order for damage.
enum CatalogSchema {
  /// Says in the file's header that it is a catalog: "greg".
  static let applicationID: Int64 = 0x6772_6567
  /// A file with another number is made anew.
  static let version: Int64 = 7

  static let tables = """
    CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE text(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE field(id INTEGER PRIMARY KEY, facts TEXT NOT NULL, key TEXT NOT NULL, UNIQUE(facts, key));
    CREATE TABLE registry(name TEXT PRIMARY KEY, folder BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE model(
      id INTEGER PRIMARY KEY, registry TEXT NOT NULL, name TEXT NOT NULL, folder BLOB, checksum INTEGER,
      UNIQUE(registry, name));
    CREATE TABLE model_text(model INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY(model, text)) WITHOUT ROWID;
    CREATE TABLE alias(
      model INTEGER NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, precedence BLOB NOT NULL,
      PRIMARY KEY(model, version, name)) WITHOUT ROWID;
    CREATE TABLE entry(
      id INTEGER PRIMARY KEY, model INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, precedence BLOB NOT NULL,
      status TEXT, created INTEGER, author TEXT, algorithm TEXT, run TEXT, size INTEGER NOT NULL, description INTEGER,
      facts INTEGER, inputs INTEGER, metrics BLOB, ordinal INTEGER, checksum INTEGER NOT NULL);
    CREATE TABLE metric(
      key INTEGER NOT NULL, value REAL NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY(key, value, entry)) WITHOUT ROWID;
    CREATE TABLE fact(
      facts INTEGER NOT NULL, key INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(facts, key)) WITHOUT ROWID;
    CREATE TABLE input(inputs INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY(inputs, text)) WITHOUT ROWID;
    CREATE TABLE artifact(
      entry INTEGER NOT NULL, path INTEGER NOT NULL, digest BLOB NOT NULL, type INTEGER NOT NULL,
      PRIMARY KEY(entry, path, digest, type)) WITHOUT ROWID;
    CREATE TABLE digest(beginning INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY(beginning, entry)) WITHOUT ROWID;
    CREATE TABLE unreadable(path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX entry_precedence ON entry(model, kind, precedence);
    CREATE INDEX entry_created ON entry(kind, created);
    CREATE INDEX entry_facts ON entry(facts);
    CREATE INDEX entry_inputs ON entry(inputs);
    """

  /// Made after the rows of a new catalog, in one go each. Rows come to the others about in order, while manifests are read.
  static let indexes = """
    CREATE INDEX text_body ON text(body);
    CREATE INDEX alias_name ON alias(name);
    CREATE INDEX fact_value ON fact(key, value);
    CREATE INDEX input_text ON input(text);
    """
}
