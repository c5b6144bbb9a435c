/** MySQL and MariaDB, as data. */
import type { Connector } from '#engine'
import { database, NAME_AND_PASSWORD } from '../database.ts'

export const mysql: Connector = database({
  id: 'mysql',
  title: 'MySQL and MariaDB',
  source:
    'dev.mysql.com/doc/refman/8.4 and doc/mysql-errors/8.4: information_schema, error numbers, SHOW GRANTS; mariadb.com/kb for the ' +
    'number of a broken check (4025). All of it is unconfirmed: no server was there to check against. Tables must be of the kind ' +
    'InnoDB: others know no transactions, and a write to them that breaks off may be kept in part.',
  auth: { kind: 'basic' },
  signIns: NAME_AND_PASSWORD,
  defaultAddress: '',
  proof: [],
})
