export const ECHOES = `
  -- What was written last under a key, or to an object over there: events that only say so are echoes.
  CREATE INDEX writes_key ON writes (key, settled_at) WHERE settled_at IS NOT NULL;
  CREATE INDEX writes_target ON writes (target_id, settled_at) WHERE settled_at IS NOT NULL;
  `
