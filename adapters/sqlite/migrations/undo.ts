export const UNDO = `
  -- Writes that were taken back, or that somebody tried to: the intent before the call, the outcome after it.
  CREATE TABLE undos (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    does TEXT NOT NULL,
    outcome TEXT,
    reason TEXT,
    by TEXT NOT NULL,
    intent_at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (run, seq, step)
  ) STRICT, WITHOUT ROWID;
  `
