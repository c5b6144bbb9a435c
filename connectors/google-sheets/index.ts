/** Rows of one sheet of Google Sheets, as data. The first column holds the match key, the first row the names of the columns. */
import type { Connector, ErrorRule, Operation, RequestTemplate } from '#engine'

const MINUTE = 60_000
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets'
const VALUES = '/v4/spreadsheets/{account.spreadsheet}/values'
const ROW = "'{account.sheet}'!A{id}:Z{id}"

const reads = { name: 'reads', calls: 60, per: MINUTE }
const writes = { name: 'writes', calls: 60, per: MINUTE }

/** Cells that are not named stay as they are: they are null, which Google passes over. */
const writeRow = (cells: NonNullable<RequestTemplate['body']>): RequestTemplate => ({
  method: 'PUT',
  path: `${VALUES}/${ROW}`,
  query: { valueInputOption: 'RAW' },
  body: { majorDimension: 'ROWS', values: [cells] },
  limit: writes,
})
const keyed = { '...': { $: 'body.cells' }, 0: { $: 'key' } }

const row: Operation = {
  title: 'Add or change a row',
  object: 'rows',
  does: 'upsert',
  strategy: 'find-then-create',
  bulk: 1,
  look: {
    request: {
      method: 'GET',
      path: `${VALUES}/'{account.sheet}'!A2:Z`,
      query: { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' },
      limit: reads,
    },
    reply: { items: 'values', rows: { first: 2 }, key: 'cells.0', id: 'row', fields: '' },
    bulk: 100,
    exact: true,
  },
  send: {
    request: {
      method: 'POST',
      path: `${VALUES}/'{account.sheet}'!A:Z:append`,
      query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
      body: { majorDimension: 'ROWS', values: [keyed] },
      limit: writes,
    },
    reply: {},
  },
  change: { request: writeRow(keyed), reply: {} },
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'A row that was added is emptied but not removed, so that no other row moves; a changed one gets its old values back.',
    delete: { method: 'POST', path: `${VALUES}/${ROW}:clear`, body: {}, limit: writes },
    restore: writeRow({ $: 'before.cells' }),
    blank: '',
  },
  needs: [SCOPE],
}

const message = ['error.message', 'error_description']
const errors: readonly ErrorRule[] = [
  {
    when: { body: { path: 'error.status', is: ['RESOURCE_EXHAUSTED'] } },
    category: 'transient',
    message,
    rateLimit: true,
  },
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  { when: { status: [408, 425] }, category: 'transient', message },
  { when: { status: [400, 409, 412, 413, 422] }, category: 'validation', message },
  { when: { status: [404, 410] }, category: 'permanent', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]

export const googleSheets: Connector = {
  id: 'google-sheets',
  title: 'Google Sheets',
  family: 'Spreadsheet',
  version: 1,
  source:
    'developers.google.com/workspace/sheets/api (spreadsheets.values, limits of 60 reads and 60 writes a minute for a person) and the types of ' +
    '@googleapis/sheets 18.1.1. Google has no way to write a row only once: the sheet is read for the key in its first column before ' +
    'each write, and a row is changed where it stood then. Who sorts the sheet or removes rows within that second has another row ' +
    'overwritten, so that a sheet that flows write is best left to them. 26 columns are read (A to Z). A sheet whose name has a quote ' +
    'in it cannot be used. Nothing tells what changed, so that no flow can start on it. Unconfirmed: how a sheet of fewer than two rows ' +
    'answers. Service accounts sign with a key of their own (a signed assertion), which is not supported. Google does not say that a ' +
    'spreadsheet is for practice. Not checked against a live spreadsheet.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'oauth-code',
      label: 'Sign in with Google',
      help:
        'In the Google Cloud console, enable the Google Sheets API, make an OAuth client for a desktop app, and enter its client id and ' +
        'secret here. Sign in with an account that may edit the spreadsheet, best one made for this purpose.',
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      revokeUrl: 'https://oauth2.googleapis.com/revoke',
      scopes: [SCOPE],
      pkce: true,
      clientAuth: 'body',
      refresh: 'stays',
      lasts: 3_600_000,
      parameters: { access_type: 'offline', prompt: 'consent' },
      belongsTo: 'person',
    },
  ],
  check: {
    request: { method: 'GET', path: '/v4/spreadsheets/{account.spreadsheet}', query: { fields: 'properties.title' } },
  },
  values: [
    {
      name: 'spreadsheet',
      label: 'Spreadsheet',
      help: 'The long text between /d/ and /edit in its address.',
      required: true,
    },
    { name: 'sheet', label: 'Sheet', help: 'The name on its tab, such as Orders.', required: true },
  ],
  defaultAddress: 'https://sheets.googleapis.com',
  proof: ['@googleapis/sheets 18.1.1'],
  limit: { calls: 120, per: MINUTE },
  concurrency: 2,
  timeout: 60_000,
  objects: {
    rows: {
      title: 'Row',
      plural: 'Rows',
      fields: [],
      unique: [{ name: 'key', label: 'The first column' }],
      describe: {
        request: {
          method: 'GET',
          path: '/v4/spreadsheets/{account.spreadsheet}',
          query: { ranges: "'{account.sheet}'!A1:Z1", fields: 'sheets(data(rowData(values(formattedValue))))' },
          limit: reads,
        },
        reply: { items: 'sheets.0.data.0.rowData.0.values', name: 'formattedValue', path: 'cells.{index}' },
      },
    },
  },
  operations: { 'upsert-row': row },
  errors,
}
