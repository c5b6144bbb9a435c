/** Carries out what is asked on one connection: reads as they are, changes in one transaction. */
import type { Asked } from './asked.ts'
import type { Dialect, Session, Table } from './dialect.ts'
import { listRows, lookRows } from './read.ts'
import { SqlRefusal } from './refusal.ts'
import { deleteRow, restoreRow } from './take-back.ts'
import { writeRows } from './write.ts'

/** Whether what is asked may have been carried out, should the connection break off now. */
export type Sent = 'no' | 'maybe'

/** Throws SqlRefusal, and whatever the driver throws when the connection breaks off. */
export async function runAsked(
  dialect: Dialect,
  session: Session,
  asked: Asked,
  sending: (sent: Sent) => void,
): Promise<unknown> {
  switch (asked.do) {
    case 'check':
      return dialect.who(session, asked.table)
    case 'tables':
      return { tables: (await dialect.tables(session)).map((name) => ({ name })) }
    case 'describe':
      return { columns: [...describe(await tableOf(dialect, session, asked.table))] }
    case 'look':
      return { rows: await lookRows(dialect, session, await tableOf(dialect, session, asked.table), asked) }
    case 'list':
      return listRows(dialect, session, await tableOf(dialect, session, asked.table), asked)
  }
  const table = await tableOf(dialect, session, asked.table)
  return inTransaction<unknown>(dialect, session, sending, () => {
    if (asked.do === 'delete') return deleteRow(dialect, session, table, asked)
    if (asked.do === 'restore') return restoreRow(dialect, session, table, asked)
    return writeRows(dialect, session, table, asked)
  })
}

async function inTransaction<T>(
  dialect: Dialect,
  session: Session,
  sending: (sent: Sent) => void,
  work: () => Promise<T>,
): Promise<T> {
  await session.query(dialect.begin)
  if (!dialect.undoesBroken) sending('maybe')
  try {
    const done = await work()
    // What is not committed is undone when the connection breaks; from here on nobody can know.
    sending('maybe')
    await session.query('COMMIT')
    return done
  } catch (error) {
    const refusal = error instanceof SqlRefusal ? error : dialect.refusal(error)
    if (!refusal) throw error
    await session.query('ROLLBACK').catch(() => session.destroy())
    throw refusal
  }
}

async function tableOf(dialect: Dialect, session: Session, name: string): Promise<Table> {
  const table = await dialect.table(session, name)
  if (!table) throw new SqlRefusal(404, `There is no table "${name}", or this sign-in may not see it`)
  return table
}

function* describe({ columns, unique }: Table) {
  for (const { name, type, native, required, readOnly, choices } of columns.values()) {
    yield {
      name,
      label: name,
      type,
      native,
      required,
      readOnly,
      unique: unique.has(name),
      ...(choices ? { choices: choices.map((value) => ({ value })) } : {}),
    }
  }
}
