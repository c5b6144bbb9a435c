export const FIRST = `
  CREATE TABLE flows (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Removed flows that ran. Their runs, keys and held records stay, so no other flow may come to have their id.
  CREATE TABLE removed_flows (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;

  -- One body per definition that ever ran: what a run began on, it finishes on.
  CREATE TABLE definitions (
    flow TEXT NOT NULL,
    hash TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (flow, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    n INTEGER NOT NULL,
    flow TEXT NOT NULL,
    hash TEXT NOT NULL,
    revision INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('practice', 'live')),
    input TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    reason TEXT,
    taken INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL,
    resumed INTEGER NOT NULL DEFAULT 0,
    last_event INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX runs_n ON runs (n);
  CREATE INDEX runs_flow ON runs (flow, n);

  CREATE TABLE records (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    label TEXT NOT NULL,
    identity TEXT NOT NULL,
    correlation TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    unreadable TEXT,
    step TEXT NOT NULL,
    trace TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (run, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX records_waiting ON records (run, seq) WHERE outcome = 'waiting';

  -- How often the same content came in a run.
  CREATE TABLE contents (
    run INTEGER NOT NULL,
    content TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (run, content)
  ) STRICT, WITHOUT ROWID;

  -- Match keys that were seen, and whose they are. run 0: across runs.
  CREATE TABLE claims (
    run INTEGER NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    identity TEXT NOT NULL,
    owner_run INTEGER NOT NULL,
    owner_seq INTEGER NOT NULL,
    label TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    PRIMARY KEY (run, scope, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE writes (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    connection TEXT NOT NULL,
    object TEXT NOT NULL,
    match_field TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    looked INTEGER NOT NULL,
    before TEXT,
    target_id TEXT,
    does TEXT,
    intent_at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (run, seq, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    flow TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('practice', 'live')),
    identity TEXT NOT NULL,
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    label TEXT NOT NULL,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    settled_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX holds_waiting ON holds (flow, mode, identity) WHERE settled_at IS NULL;

  CREATE TABLE events (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE proofs (
    flow TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (flow, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    kept_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `
