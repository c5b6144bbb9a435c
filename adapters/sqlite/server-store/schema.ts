/** The tables of server.db. Times are milliseconds since 1970. A later version adds a step to `migrate`. */
export const SCHEMA_VERSION = 1

export const SCHEMA = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE flows (
  flow TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('paused', 'running')),
  hook_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE versions (
  flow TEXT NOT NULL REFERENCES flows (flow),
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  bundle_hash TEXT NOT NULL,
  trust TEXT NOT NULL,
  installed_at INTEGER NOT NULL,
  bundle BLOB NOT NULL,
  PRIMARY KEY (flow, version)
) STRICT;

CREATE TABLE slots (
  flow TEXT NOT NULL REFERENCES flows (flow),
  connection TEXT NOT NULL,
  connector TEXT NOT NULL,
  address TEXT NOT NULL,
  token TEXT NOT NULL,
  mapped_at INTEGER NOT NULL,
  PRIMARY KEY (flow, connection)
) STRICT;

CREATE TABLE events (
  flow TEXT NOT NULL REFERENCES flows (flow),
  n INTEGER NOT NULL,
  key TEXT,
  body_hash TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (flow, n)
) STRICT;

CREATE UNIQUE INDEX events_by_key ON events (flow, key) WHERE key IS NOT NULL;
`
