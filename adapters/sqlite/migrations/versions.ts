export const VERSIONS = `
  -- The history of each flow: a version for every save that changed the definition, thinned out as flow-versions.ts says.
  CREATE TABLE versions (
    flow TEXT NOT NULL,
    revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    -- Counts the openings of the data folder in which something was saved.
    sitting INTEGER NOT NULL,
    restored_from INTEGER,
    PRIMARY KEY (flow, revision)
  ) STRICT, WITHOUT ROWID;

  -- One body for each definition, as deflated JSON. Apart from those that ran (definitions), which thinning never touches.
  CREATE TABLE version_bodies (
    flow TEXT NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (flow, hash)
  ) STRICT;

  CREATE TABLE contracts (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE contract_versions (
    contract TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- The shared contract that it was made from, where that is known.
    basis TEXT,
    basis_version INTEGER,
    -- The flow that it was published from.
    flow TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (contract, version)
  ) STRICT, WITHOUT ROWID;
  `
