export const HOLDS = `
  -- What people did about a held record: how often it was tried, what they corrected, and where it came in first.
  ALTER TABLE holds ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE holds ADD COLUMN edits TEXT;
  ALTER TABLE holds ADD COLUMN origin_run INTEGER;
  ALTER TABLE holds ADD COLUMN origin_seq INTEGER;
  -- Set when a person took it off the list by hand.
  ALTER TABLE holds ADD COLUMN settled_as TEXT;
  ALTER TABLE holds ADD COLUMN settled_by TEXT;
  ALTER TABLE holds ADD COLUMN note TEXT;

  -- What a replay hands over, so that it can be taken up again.
  CREATE TABLE replays (
    replay TEXT NOT NULL,
    n INTEGER NOT NULL,
    identity TEXT NOT NULL,
    label TEXT NOT NULL,
    data TEXT NOT NULL,
    at TEXT,
    PRIMARY KEY (replay, n)
  ) STRICT, WITHOUT ROWID;
  `
