export const DRIFT = `
  -- What was learned of a system, by the place (system and account) that it was learned at; what was seen there last, and what differed.
  CREATE TABLE drift (
    place TEXT NOT NULL PRIMARY KEY,
    learned TEXT NOT NULL,
    learned_at INTEGER NOT NULL,
    seen TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    found TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `
