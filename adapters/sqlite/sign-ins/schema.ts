/** The tables of sign-ins.db, version by version. A version that was released is never edited. Times are milliseconds since 1970. */
const FIRST = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- The one key that seals everything below, wrapped in each way in which it can be opened.
CREATE TABLE data_keys (way TEXT PRIMARY KEY, wrapped TEXT NOT NULL) STRICT;

-- Sealed by the data key, each under its own name.
CREATE TABLE secrets (name TEXT PRIMARY KEY, sealed BLOB NOT NULL, at INTEGER NOT NULL) STRICT;

-- What is known of each saved connection, without its secret.
CREATE TABLE connections (id TEXT PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

-- Which saved connection stands in a slot of a flow.
CREATE TABLE uses (
  flow TEXT NOT NULL,
  connection TEXT NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ('practice', 'live')),
  saved TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  PRIMARY KEY (flow, connection, slot)
) STRICT;

-- A renewal that is under way, or whose answer nobody saw. \`with_token\` is a fingerprint of the token it was asked with.
CREATE TABLE renewals (
  saved TEXT PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  holder TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  with_token TEXT NOT NULL,
  until INTEGER NOT NULL,
  -- Somebody asked with this token and never told what came back.
  unanswered INTEGER NOT NULL
) STRICT;

-- Calls made with a sign-in that is good for so many.
CREATE TABLE spent (saved TEXT PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE, calls INTEGER NOT NULL) STRICT;
`

export const SCHEMA: readonly string[] = [FIRST]
