// The same tables as in the practice PostgreSQL, as SQLite has them: types are advice, times are texts.

const NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

const noted = (table: string, key: string, same: string): string => `
  CREATE TRIGGER ${table}_made AFTER INSERT ON ${table} BEGIN
    INSERT INTO practice_effects VALUES ('${table}', NEW.${key}, 'created'); END;
  CREATE TRIGGER ${table}_gone AFTER DELETE ON ${table} BEGIN
    INSERT INTO practice_effects VALUES ('${table}', OLD.${key}, 'removed'); END;
  CREATE TRIGGER ${table}_changed AFTER UPDATE ON ${table} WHEN OLD.updated_at IS NEW.updated_at BEGIN
    INSERT INTO practice_effects VALUES ('${table}', NEW.${key}, CASE WHEN ${same} THEN 'unchanged' ELSE 'changed' END);
    UPDATE ${table} SET updated_at = ${NOW} WHERE ${key} = NEW.${key} AND NOT (${same}); END;`

const SAME_CUSTOMER = ['email', 'name', 'phone', 'tier', 'credit', 'points', 'active', 'born']
const SAME_ORDER = ['number', 'customer_email', 'total', 'currency', 'status', 'ordered_at']
const same = (columns: readonly string[]) => columns.map((column) => `OLD.${column} IS NEW.${column}`).join(' AND ')

export const MADE = `
  CREATE TABLE practice_effects (kind TEXT NOT NULL, key TEXT NOT NULL, did TEXT NOT NULL);
  CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) <= 120),
    phone TEXT,
    tier TEXT NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'standard', 'premium')),
    credit NUMERIC,
    points INTEGER CHECK (typeof(points) IN ('integer', 'null')),
    active BOOLEAN NOT NULL DEFAULT 1,
    born DATE,
    name_in_capitals TEXT GENERATED ALWAYS AS (upper(name)) STORED,
    updated_at DATETIME NOT NULL DEFAULT (${NOW}));
  CREATE TABLE orders (
    number TEXT PRIMARY KEY,
    customer_email TEXT NOT NULL REFERENCES customers (email) ON UPDATE CASCADE,
    total NUMERIC NOT NULL CHECK (total >= 0),
    currency TEXT NOT NULL DEFAULT 'USD',
    status TEXT NOT NULL DEFAULT 'new',
    ordered_at DATETIME,
    updated_at DATETIME NOT NULL DEFAULT (${NOW}));`

/** The count of effects begins behind the first rows. */
export const SEEDED = `
  INSERT INTO customers (email, name, phone, tier, credit, points, active, born) VALUES
    ('ana@example.com', 'Ana Petrović', '+381 64 123 4567', 'premium', 1250.75, 9007199254740993, 1, '1990-02-28'),
    ('Ana@Example.com', 'Ana Petrovic', NULL, 'free', NULL, NULL, 1, NULL),
    ('zoe@example.com', 'Zoë 🦉 O''Brien', '', 'standard', 0, 0, 0, '2000-02-29'),
    ('blank@example.com', '', NULL, 'free', -1.5, -1, 1, '0001-01-01'),
    ('long@example.com', printf('%.120c', 'x'), '00 44 20 7946 0000', 'free', 99999999.99, NULL, 1, '9999-12-31');
  INSERT INTO orders (number, customer_email, total, currency, status, ordered_at) VALUES
    ('A-1001', 'ana@example.com', 19.9, 'USD', 'paid', '2026-03-29 02:30:00'),
    ('A-1002', 'ana@example.com', 0, 'EUR', 'new', NULL),
    ('a-1001', 'zoe@example.com', 9999999999.99, 'JPY', '', '2026-10-25 02:30:00.123');
  ${noted('customers', 'email', same(SAME_CUSTOMER))}
  ${noted('orders', 'number', same(SAME_ORDER))}`

const SAME_INVENTORY = ['sku', 'name', 'quantity', 'price', 'shelf', 'counted_on']

/** Came later than the others: a file that was made before has none. */
export const INVENTORY = `
  CREATE TABLE inventory (
    sku TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) <= 120),
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    price NUMERIC,
    shelf TEXT,
    counted_on DATE,
    updated_at DATETIME NOT NULL DEFAULT (${NOW}));
  INSERT INTO inventory (sku, name, quantity, price, shelf, counted_on) VALUES
    ('LAMP-01', 'Desk lamp', 12, 39, 'A-01', '2026-10-31'),
    ('lamp-01', 'desk lamp', 0, NULL, '', NULL),
    ('TEA-🍵', 'Tea towel', 250, 12.5, 'B-07', '2024-02-29');
  ${noted('inventory', 'sku', same(SAME_INVENTORY))}`
