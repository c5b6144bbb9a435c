export const MARKS = `
  -- What was the newest before: it is so again when the record that brought the newer one is not delivered.
  ALTER TABLE marks ADD COLUMN before TEXT;
  `
