/// The tables of a ``HistoryCatalog``. Commits are known by their position on the first parents, the oldest being 0.
enum HistorySchema {
  /// Says in the file's header what it is: "greh".
  static let applicationID: Int64 = 0x6772_6568
  /// A file with another number is made anew.
  static let version: Int64 = 4

  /// In `folder`, these stand for a model: all of a registry, and the files right in its folder.
  static let wholeRegistry = ""
  static let registryFiles = "."

  /// `touched`: which commits changed something in a folder, and ``KnownFolders`` where it is a model's. `push`: which commits an entry of the record brought, those after `old` up
  /// to `new`; -1 is before the first. `ordinal`: what a version took as it came, and in further rows what its manifest gave it later.
  /// `edited`: which commits changed a version's manifest that was there.
  static let tables = """
    CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE step(position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL);
    CREATE TABLE folder(id INTEGER PRIMARY KEY, registry TEXT NOT NULL, model TEXT NOT NULL, UNIQUE(registry, model));
    CREATE TABLE touched(
      folder INTEGER NOT NULL, position INTEGER NOT NULL, folders BLOB, PRIMARY KEY(folder, position)) WITHOUT ROWID;
    CREATE TABLE ordinal(
      folder INTEGER NOT NULL, version TEXT NOT NULL, position INTEGER NOT NULL, value INTEGER NOT NULL,
      PRIMARY KEY(folder, version, position)) WITHOUT ROWID;
    CREATE TABLE edited(
      folder INTEGER NOT NULL, version TEXT NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY(folder, version, position)) WITHOUT ROWID;
    CREATE TABLE push(new INTEGER PRIMARY KEY, old INTEGER NOT NULL, entry TEXT NOT NULL);
    """
}
