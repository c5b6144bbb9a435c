// The practice Google Sheets: one spreadsheet with three sheets, whose cells are read, written, added to and cleared.
// Source: developers.google.com/workspace/sheets/api, and the types of @googleapis/sheets 18.1.1.
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import { renameOut } from '../kit/drift.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { notFound, refusals } from './answers.ts'
import { columnsOfGrid, readRow, rowsOfGrid, sheetOf, sheets } from './grid.ts'
import { parseRange } from './ranges.ts'
import { appendValues, clearValues, getValues, updateValues } from './values.ts'

const full = 'https://www.googleapis.com/auth/spreadsheets'
const MINUTE = 60_000

export const googleSheets: SystemDeclaration = {
  name: 'google-sheets',
  title: 'Practice Google Sheets',
  kinds: [{ name: 'rows', title: 'Rows', label: 'cells' }],
  values: { spreadsheet: 'practice-spreadsheet', sheet: 'Orders' },
  signIn: {
    credential: bearerToken,
    permissions: [full, `${full}.readonly`],
    permissionFor: ({ method }) => (method === 'GET' ? undefined : full),
    oauth: {
      authorizePath: '/o/oauth2/v2/auth',
      tokenPath: '/token',
      revokePath: '/revoke',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: 60 * MINUTE,
      refresh: 'stays',
    },
  },
  limits: [
    { name: 'Read', calls: 60, per: MINUTE, counts: ({ method }) => method === 'GET' },
    { name: 'Write', calls: 60, per: MINUTE, counts: ({ method }) => method !== 'GET' },
  ],
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed({ docs }) {
    const rows = [
      ['Order', 'Customer', 'Amount', 'Paid', 'Due', 'Note'],
      ['R-1', 'Zoë O’Brien 🦉', 12.5, true, '2026-01-31T00:00:00Z', ''],
      ['R-2', 'Zoe OBrien', '12,50', 'yes', '31.1.2026', 'x'.repeat(4_000)],
      [],
      ['R-3 ', '', '', '', '', 'the key has a blank behind it'],
    ]
    for (const [at, cells] of rows.entries())
      docs.insert('rows', { sheet: 'Orders', row: at + 1, cells }, { id: `0-${at + 1}` })
  },
}

function route(call: Call, desk: Desk): Reply {
  const [, version, kind, spreadsheet, part, ...rest] = call.path.split('/').map(decodeURIComponent)
  if (version !== 'v4' || kind !== 'spreadsheets') return refusals.noSuchPath(call)
  if (spreadsheet !== 'practice-spreadsheet') return notFound()
  if (part === undefined && call.method === 'GET') return about(call, desk)
  if (part !== 'values' || rest.length !== 1) return refusals.noSuchPath(call)
  const [, range = '', verb] = /^(.*?)(?::(append|clear))?$/s.exec(rest[0] ?? '') ?? []
  if (call.method === 'GET' && verb === undefined) return getValues(call, desk, range)
  if (call.method === 'PUT' && verb === undefined) return updateValues(call, desk, range)
  if (call.method === 'POST' && verb === 'append') return appendValues(call, desk, range)
  if (call.method === 'POST' && verb === 'clear') return clearValues(desk, range)
  return refusals.noSuchPath(call)
}

function about({ query }: Call, desk: Desk): Reply {
  const fields = query.get('fields') ?? ''
  const text = query.get('ranges')
  if (text !== null && (fields.includes('rowData') || query.get('includeGridData') === 'true')) {
    const range = parseRange(text)
    const cells = readRow(desk, sheetOf(range, text), range.rows[0])
    const values = cells.map((cell) =>
      cell === null || cell === '' ? {} : { formattedValue: heading(desk, String(cell)) },
    )
    return { status: 200, body: { sheets: [{ data: [{ rowData: [{ values }] }] }] } }
  }
  const properties = { title: 'Practice orders' }
  if (fields === 'properties.title') return { status: 200, body: { properties } }
  const grid = { rowCount: rowsOfGrid, columnCount: columnsOfGrid }
  const listed = sheets.map((title, index) => ({ properties: { sheetId: index, title, index, gridProperties: grid } }))
  return { status: 200, body: { spreadsheetId: 'practice-spreadsheet', properties, sheets: listed } }
}

/** A column may be called otherwise from now on. */
const heading = (desk: Desk, text: string): string => Object.keys(renameOut(desk, 'rows', { [text]: true }))[0] ?? text
