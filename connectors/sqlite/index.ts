/** SQLite files, as data. */
import type { Connector } from '#engine'
import { database } from '../database.ts'

export const sqlite: Connector = database(
  {
    id: 'sqlite',
    title: 'SQLite file',
    source:
      'www.sqlite.org: result codes, PRAGMA table_xinfo and index_list, type affinity, date functions. The address is the file, such ' +
      'as sqlite:///C:/Data/shop.db. A file that another program has locked is asked again later. Files on network drives are ' +
      'unconfirmed: SQLite itself advises against them.',
    auth: { kind: 'none' },
    signIns: [],
    defaultAddress: '',
    proof: ['SQLite 3, by better-sqlite3 13.2.0'],
  },
  { permissions: false },
)
