export const SMALL_ROWS = `
  -- Every record of a run adds to both tables at a random place, so their rows are as small as they can be: more of them share a page.
  CREATE TABLE scopes (
    id INTEGER PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('practice', 'live')),
    scope TEXT NOT NULL,
    UNIQUE (mode, scope)
  ) STRICT;
  INSERT INTO scopes (mode, scope) SELECT DISTINCT mode, scope FROM claims JOIN runs ON runs.n = owner_run;

  CREATE TABLE small_claims (
    run INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    key TEXT NOT NULL,
    -- Empty for a key that is remembered within one run: there, the owner's number says as much.
    identity TEXT NOT NULL,
    owner_run INTEGER NOT NULL,
    owner_seq INTEGER NOT NULL,
    label TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    PRIMARY KEY (run, scope, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO small_claims
    SELECT run, scopes.id, key, CASE run WHEN 0 THEN claims.identity ELSE '' END, owner_run, owner_seq, label, claimed_at
    FROM claims JOIN runs ON runs.n = owner_run JOIN scopes USING (mode, scope);
  DROP TABLE claims;
  ALTER TABLE small_claims RENAME TO claims;

  -- The first 64 bits of the content's hash: should two contents ever share them, one counts as the other's second coming.
  CREATE TABLE small_contents (
    run INTEGER NOT NULL,
    content BLOB NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (run, content)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO small_contents SELECT run, unhex(substr(content, 1, 16)), sum(n) FROM contents GROUP BY 1, 2;
  DROP TABLE contents;
  ALTER TABLE small_contents RENAME TO contents;
  `
