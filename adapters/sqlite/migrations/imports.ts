export const IMPORTS = `
  -- Systems that were imported from a description of theirs, by connector id.
  CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    -- The connector as it was derived, as JSON: later versions of this program do not derive it anew.
    connector TEXT NOT NULL,
    -- The description as deflated JSON (OpenAPI 3.1), for its practice system and for answering more of its questions.
    description BLOB NOT NULL,
    answers TEXT NOT NULL,
    -- The kinds of entries that were chosen, as JSON; null: all.
    kinds TEXT,
    origin TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `
