internal import GRDB

/// The tables, and how an older file gets them.
enum Schema {
  /// `grrs`, which marks the file as a run store.
  static let applicationID: UInt32 = 0x6772_7273

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: experiments + runs + metrics + inputs + loggedModels + artifacts + answers)
    }
    migrator.registerMigration("2") { try $0.execute(sql: versions) }
    migrator.registerMigration("3") { try $0.execute(sql: traces) }
    migrator.registerMigration("tokens") { try $0.execute(sql: TokenTable.schema) }
    migrator.registerMigration("numbers") { try $0.execute(sql: NumberTable.schema) }
    migrator.registerMigration("sessions") { try $0.execute(sql: SessionTable.schema) }
    return migrator
  }

  /// What a trace has by keys: metadata, tags and assessments, told apart by `map`.
  private static let traces = """
    CREATE TABLE trace (
      id INTEGER PRIMARY KEY,
      registry TEXT NOT NULL,
      uuid TEXT NOT NULL,
      experiment INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
      requested INTEGER NOT NULL,
      duration INTEGER,
      state TEXT NOT NULL,
      clientRequest TEXT,
      request TEXT,
      response TEXT,
      UNIQUE (registry, uuid)
    ) STRICT;
    CREATE INDEX traceByTime ON trace (experiment, requested DESC, uuid);
    CREATE TABLE traceEntry (
      trace INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
      map INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (trace, map, key)
    ) STRICT, WITHOUT ROWID;

    """

  /// No reference to `run`: a version stays when its run goes.
  private static let versions = """
    CREATE TABLE versionRun (
      id TEXT NOT NULL UNIQUE,
      registry TEXT NOT NULL,
      run TEXT NOT NULL,
      model TEXT NOT NULL,
      version TEXT,
      folder TEXT,
      principal TEXT,
      source TEXT,
      since INTEGER NOT NULL,
      isSettled INTEGER NOT NULL
    ) STRICT;
    """

  private static let experiments = """
    CREATE TABLE experiment (
      id INTEGER PRIMARY KEY,
      registry TEXT NOT NULL,
      number INTEGER NOT NULL,
      name TEXT NOT NULL,
      artifactLocation TEXT NOT NULL,
      stage TEXT NOT NULL,
      created INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      UNIQUE (registry, number),
      UNIQUE (registry, name)
    ) STRICT;
    CREATE TABLE experimentTag (
      experiment INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (experiment, key)
    ) STRICT, WITHOUT ROWID;

    """

  private static let runs = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      registry TEXT NOT NULL,
      uuid TEXT NOT NULL,
      experiment INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
      name TEXT NOT NULL,
      user TEXT NOT NULL,
      status TEXT NOT NULL,
      started INTEGER,
      ended INTEGER,
      deleted INTEGER,
      artifactURI TEXT NOT NULL,
      stage TEXT NOT NULL,
      UNIQUE (registry, uuid)
    ) STRICT;
    CREATE INDEX runByStart ON run (experiment, started DESC, uuid);
    CREATE TABLE runTag (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runParameter (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, key)
    ) STRICT, WITHOUT ROWID;

    """

  /// A series is a metric of a run, with its latest point. A NaN is the value 0 and a mark, as SQL has none.
  private static let metrics = """
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      key TEXT NOT NULL,
      value REAL NOT NULL,
      isNaN INTEGER NOT NULL,
      timestamp INTEGER NOT NULL,
      step INTEGER NOT NULL,
      UNIQUE (run, key)
    ) STRICT;
    CREATE TABLE point (
      series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
      timestamp INTEGER NOT NULL,
      step INTEGER NOT NULL,
      value REAL NOT NULL,
      isNaN INTEGER NOT NULL,
      PRIMARY KEY (series, timestamp, step, value, isNaN)
    ) STRICT, WITHOUT ROWID;

    """

  private static let inputs = """
    CREATE TABLE dataset (
      id INTEGER PRIMARY KEY,
      experiment INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
      name TEXT NOT NULL,
      digest TEXT NOT NULL,
      sourceType TEXT NOT NULL,
      source TEXT NOT NULL,
      schema TEXT,
      profile TEXT,
      UNIQUE (experiment, name, digest)
    ) STRICT;
    CREATE TABLE input (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      dataset INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      UNIQUE (run, dataset)
    ) STRICT;
    CREATE INDEX inputByDataset ON input (dataset);
    CREATE TABLE inputTag (
      input INTEGER NOT NULL REFERENCES input ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (input, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE modelInput (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      model TEXT NOT NULL,
      UNIQUE (run, model)
    ) STRICT;
    CREATE TABLE modelOutput (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      model TEXT NOT NULL,
      step INTEGER NOT NULL,
      UNIQUE (run, model)
    ) STRICT;

    """

  private static let loggedModels = """
    CREATE TABLE loggedModel (
      id INTEGER PRIMARY KEY,
      registry TEXT NOT NULL,
      uuid TEXT NOT NULL,
      experiment INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
      name TEXT NOT NULL,
      type TEXT,
      sourceRun TEXT,
      artifactURI TEXT NOT NULL,
      status TEXT NOT NULL,
      stage TEXT NOT NULL,
      created INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      UNIQUE (registry, uuid)
    ) STRICT;
    CREATE INDEX loggedModelByCreation ON loggedModel (experiment, created DESC, uuid);
    CREATE TABLE loggedModelTag (
      model INTEGER NOT NULL REFERENCES loggedModel ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (model, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE loggedModelParameter (
      model INTEGER NOT NULL REFERENCES loggedModel ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (model, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE loggedModelPoint (
      model TEXT NOT NULL,
      key TEXT NOT NULL,
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      timestamp INTEGER NOT NULL,
      step INTEGER NOT NULL,
      value REAL NOT NULL,
      isNaN INTEGER NOT NULL,
      datasetName TEXT NOT NULL,
      datasetDigest TEXT NOT NULL,
      PRIMARY KEY (model, key, run, timestamp, step, value, isNaN, datasetName, datasetDigest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX loggedModelPointByRun ON loggedModelPoint (run);

    """

  private static let artifacts = """
    CREATE TABLE artifact (
      registry TEXT NOT NULL,
      path TEXT NOT NULL,
      digest TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      PRIMARY KEY (registry, path)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX artifactByDigest ON artifact (digest);

    """

  private static let answers = """
    CREATE TABLE answer (
      registry TEXT NOT NULL,
      principal TEXT NOT NULL,
      digest TEXT NOT NULL,
      answer TEXT NOT NULL,
      time INTEGER NOT NULL,
      PRIMARY KEY (registry, principal, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX answerByTime ON answer (time);

    """
}
