export const RETENTION = `
  -- 1: some of its keys are known by their keyed hash only, since what they belonged to was erased or removed after its time.
  ALTER TABLE scopes ADD COLUMN hashed INTEGER NOT NULL DEFAULT 0;

  -- When the last of what its records held was removed.
  ALTER TABLE runs ADD COLUMN emptied_at INTEGER;
  CREATE INDEX runs_full ON runs (started_at) WHERE emptied_at IS NULL;

  -- Who was erased, as a keyed hash, when, by whom, and how many rows of each place. open: files and free pages are still to be cleared.
  CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    erased_by TEXT NOT NULL,
    erased_at INTEGER NOT NULL,
    counts TEXT NOT NULL,
    files TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 1
  ) STRICT;

  -- Proves that the key file of the folder is the one that hashes were made with.
  CREATE TABLE folder_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    proof TEXT NOT NULL
  ) STRICT;
  `
