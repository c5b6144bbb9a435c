export const MODELS = `
  -- What models answered, by what they were asked: the same question is not asked twice, in whatever run.
  CREATE TABLE model_answers (
    mode TEXT NOT NULL CHECK (mode IN ('practice', 'live')),
    question TEXT NOT NULL,
    said TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (mode, question)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX model_answers_run ON model_answers (run, step, at);

  -- What people decided where a model was not sure enough: what it had seen, what it said, and what is right.
  CREATE TABLE model_samples (
    flow TEXT NOT NULL,
    run TEXT NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    input TEXT NOT NULL,
    suggested TEXT,
    wanted TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (flow, run, seq, step)
  ) STRICT, WITHOUT ROWID;

  -- How often a step was right on labelled samples, for the exact definition.
  CREATE TABLE evaluations (
    flow TEXT NOT NULL,
    hash TEXT NOT NULL,
    step TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (flow, hash, step)
  ) STRICT, WITHOUT ROWID;
  `
