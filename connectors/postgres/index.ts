/** PostgreSQL, as data. */
import type { Connector } from '#engine'
import { database, NAME_AND_PASSWORD } from '../database.ts'

export const postgres: Connector = database({
  id: 'postgres',
  title: 'PostgreSQL',
  source:
    'www.postgresql.org/docs/current: system catalogs, error codes, transaction isolation. Connections are encrypted and the ' +
    'certificate is checked unless the address ends with ?sslmode=disable; a certificate of one’s own company must be known to the ' +
    'computer. Checked against PostgreSQL 18.6 as PGlite runs it, which has one connection at a time: two writers that really stand ' +
    'in each other’s way, encryption, and SCRAM sign-ins are unconfirmed, and so are poolers such as PgBouncer.',
  auth: { kind: 'basic' },
  signIns: NAME_AND_PASSWORD,
  defaultAddress: '',
  proof: ['PostgreSQL 18.6 (PGlite 0.5.14), by pg 8.23.1'],
})
