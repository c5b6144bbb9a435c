// The tables of the practice database: customers, orders and inventory, with what makes real ones awkward, and a count of what writes did.

export const MADE = `
  CREATE SCHEMA practice;
  CREATE TABLE practice.effects (
    kind text NOT NULL, key text NOT NULL, did text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE FUNCTION practice.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    INSERT INTO practice.effects (kind, key, did) SELECT TG_TABLE_NAME,
      coalesce(to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END) ->> TG_ARGV[0], ''),
      CASE WHEN TG_OP = 'INSERT' THEN 'created' WHEN TG_OP = 'DELETE' THEN 'removed'
        WHEN to_jsonb(OLD) - 'updated_at' = to_jsonb(NEW) - 'updated_at' THEN 'unchanged' ELSE 'changed' END;
    RETURN NULL;
  END $$;
  CREATE FUNCTION practice.touch() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW) THEN NEW.updated_at := clock_timestamp(); END IF;
    RETURN NEW;
  END $$;
  CREATE TYPE tier AS ENUM ('free', 'standard', 'premium');
  CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name varchar(120) NOT NULL,
    phone text,
    tier tier NOT NULL DEFAULT 'free',
    credit numeric(20, 4),
    points bigint,
    active boolean NOT NULL DEFAULT true,
    born date,
    tags text[],
    notes jsonb,
    name_in_capitals text GENERATED ALWAYS AS (upper(name)) STORED,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE TABLE orders (
    number text PRIMARY KEY,
    customer_email text NOT NULL REFERENCES customers (email) ON UPDATE CASCADE,
    total numeric(12, 2) NOT NULL CHECK (total >= 0),
    currency char(3) NOT NULL DEFAULT 'USD',
    status text NOT NULL DEFAULT 'new',
    ordered_at timestamp,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE TRIGGER touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION practice.touch();
  CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION practice.touch();`

/** The count of effects begins behind the first rows. */
export const SEEDED = `
  INSERT INTO customers (email, name, phone, tier, credit, points, active, born, tags, notes) VALUES
    ('ana@example.com', 'Ana Petrović', '+381 64 123 4567', 'premium', 12345678901234.5678, 9007199254740993, true, '1990-02-28', '{vip,"two words"}', '{"source": "fair", "score": 12.50}'),
    ('Ana@Example.com', 'Ana Petrovic', NULL, 'free', NULL, NULL, true, NULL, NULL, NULL),
    ('zoe@example.com', 'Zoë 🦉 O''Brien', '', 'standard', 0.0000, 0, false, '2000-02-29', '{}', '[]'),
    ('blank@example.com', '', NULL, 'free', -1.5, -1, true, '0001-01-01', NULL, '{"note": null}'),
    ('long@example.com', repeat('x', 120), '00 44 20 7946 0000', 'free', 99999999.9999, NULL, true, '9999-12-31', NULL, NULL);
  INSERT INTO orders (number, customer_email, total, currency, status, ordered_at) VALUES
    ('A-1001', 'ana@example.com', 19.90, 'USD', 'paid', '2026-03-29 02:30:00'),
    ('A-1002', 'ana@example.com', 0.00, 'EUR', 'new', NULL),
    ('a-1001', 'zoe@example.com', 9999999999.99, 'JPY', '', '2026-10-25 02:30:00.123456');
  CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON customers FOR EACH ROW EXECUTE FUNCTION practice.note('email');
  CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION practice.note('number');`

/** Came later than the others: a database that was made before has none. */
export const INVENTORY = `
  CREATE TABLE inventory (
    sku text PRIMARY KEY,
    name varchar(120) NOT NULL,
    quantity integer NOT NULL CHECK (quantity >= 0),
    price numeric(12, 2),
    shelf text,
    counted_on date,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp());
  INSERT INTO inventory (sku, name, quantity, price, shelf, counted_on) VALUES
    ('LAMP-01', 'Desk lamp', 12, 39.00, 'A-01', '2026-10-31'),
    ('lamp-01', 'desk lamp', 0, NULL, '', NULL),
    ('TEA-🍵', 'Tea towel', 250, 12.50, 'B-07', '2024-02-29');
  CREATE TRIGGER touch BEFORE UPDATE ON inventory FOR EACH ROW EXECUTE FUNCTION practice.touch();
  CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON inventory FOR EACH ROW EXECUTE FUNCTION practice.note('sku');`
