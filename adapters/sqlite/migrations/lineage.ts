export const LINEAGE = `
  -- Records that steps made of others: where they begin, which record of the source they descend from, and whose parts they are.
  ALTER TABLE records ADD COLUMN at TEXT;
  ALTER TABLE records ADD COLUMN root INTEGER;
  ALTER TABLE records ADD COLUMN family INTEGER;
  CREATE INDEX records_family ON records (run, family, seq) WHERE family IS NOT NULL;
  CREATE INDEX records_correlation ON records (correlation) WHERE root IS NOT NULL;

  CREATE TABLE lineage (
    run INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (run, origin, made)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lineage_made ON lineage (run, made);

  -- Answers that cannot be worked out again: of formulas, look-ups, people.
  CREATE TABLE decisions (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    port TEXT NOT NULL,
    data TEXT,
    reason TEXT,
    PRIMARY KEY (run, seq, step)
  ) STRICT, WITHOUT ROWID;

  -- What records wait for: a person's answer, or (without a task) a time.
  CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    task TEXT,
    parked_at INTEGER NOT NULL,
    due INTEGER,
    reminded_at INTEGER,
    escalated_at INTEGER,
    answer TEXT,
    answered_by TEXT,
    answered_at INTEGER,
    taken INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run, seq, step)
  ) STRICT;
  CREATE INDEX tasks_open ON tasks (run, due) WHERE taken = 0;

  -- The newest version of each key that a step saw.
  CREATE TABLE marks (
    scope INTEGER NOT NULL,
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    identity TEXT NOT NULL,
    marked_at INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counters (
    run INTEGER NOT NULL,
    scope TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (run, scope)
  ) STRICT, WITHOUT ROWID;

  -- What is merged into later ones of the same key.
  ALTER TABLE claims ADD COLUMN data TEXT;

  -- Owners of keys that others are compared with by likeness.
  CREATE TABLE likenesses (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    sketch TEXT NOT NULL,
    identity TEXT NOT NULL,
    owner_run INTEGER NOT NULL,
    owner_seq INTEGER NOT NULL,
    label TEXT NOT NULL,
    claimed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX likenesses_owner ON likenesses (owner_run, owner_seq, scope);
  CREATE TABLE likeness_blocks (
    run INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    block TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (run, scope, block, id)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE writes ADD COLUMN operation TEXT NOT NULL DEFAULT '';

  -- How often a write was definitely refused: the next try is another one.
  CREATE TABLE refusals (
    flow TEXT NOT NULL,
    mode TEXT NOT NULL,
    identity TEXT NOT NULL,
    step TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (flow, mode, identity, step)
  ) STRICT, WITHOUT ROWID;
  `
