/** The tables of server.db, version by version. Times are milliseconds since 1970. A version that was released is never edited. */
const FIRST = `
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

const TRIGGERS = `
-- What both sides sign events with.
CREATE TABLE hook_secrets (
  flow TEXT PRIMARY KEY REFERENCES flows (flow),
  secret TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;

-- How far a flow that starts by itself has come: its last tick, or its cursor. Changed together with the events that it stands for.
CREATE TABLE progress (
  flow TEXT PRIMARY KEY REFERENCES flows (flow),
  body TEXT NOT NULL
) STRICT;
`

const ACCOUNTS = `
-- Whose account the sign-in is for, as the system said when it was given; blank when it did not say.
ALTER TABLE slots ADD COLUMN account TEXT NOT NULL DEFAULT '';
`

export const SCHEMA: readonly string[] = [FIRST, TRIGGERS, ACCOUNTS]
