// What the practice systems hold as JSON documents, and what they remember beside them. Every table names its system.
export const documentTables = `
  CREATE TABLE IF NOT EXISTS documents (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed_at INTEGER
  );
  CREATE UNIQUE INDEX IF NOT EXISTS living_documents ON documents (system, kind, id) WHERE removed_at IS NULL;
  CREATE INDEX IF NOT EXISTS documents_in_order ON documents (system, kind, n) WHERE removed_at IS NULL;
  CREATE TABLE IF NOT EXISTS document_paths (
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (system, kind, path)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS document_values (
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (system, kind, path, value, n)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS values_of_document ON document_values (n);
  CREATE TABLE IF NOT EXISTS document_effects (
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    writes INTEGER NOT NULL,
    PRIMARY KEY (system, kind, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS remembered (
    system TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (system, scope, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counters (
    system TEXT NOT NULL,
    name TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (system, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sign_ins (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    credential TEXT NOT NULL,
    kind TEXT NOT NULL,
    permissions TEXT NOT NULL,
    person TEXT,
    family TEXT,
    public INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER,
    revoked INTEGER NOT NULL,
    used INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    UNIQUE (system, credential)
  );
  CREATE INDEX IF NOT EXISTS sign_ins_of_family ON sign_ins (system, family);
  CREATE TABLE IF NOT EXISTS webhooks (
    system TEXT NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    topics TEXT NOT NULL,
    PRIMARY KEY (system, url)
  ) WITHOUT ROWID;
`
