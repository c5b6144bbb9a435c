export const LEAN_WRITES = `
  -- Only flows that leave out echoes need them: made when the first of those asks (echoes.ts). Every write paid for them.
  DROP INDEX writes_key;
  DROP INDEX writes_target;
  `
