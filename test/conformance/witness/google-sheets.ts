/** Google's own client. */
import { createRequire } from 'node:module'
import { sheets } from '@googleapis/sheets'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('@googleapis/sheets/package.json') as { version: string }

const spreadsheetId = 'practice-spreadsheet'

const connect = ({ system }: WitnessPlace, token = system.token) =>
  sheets({ version: 'v4', rootUrl: `${system.address}/`, headers: { authorization: `Bearer ${token}` }, retry: false })
    .spreadsheets

const append = (place: WitnessPlace, key: string) =>
  connect(place).values.append({
    spreadsheetId,
    range: 'Orders!A:Z',
    valueInputOption: 'RAW',
    insertDataOption: 'INSERT_ROWS',
    requestBody: { values: [[key, 'Alder', 12.5, true]] },
  })

const find = async (place: WitnessPlace, key: string): Promise<unknown[][]> => {
  const { data } = await connect(place).values.get({
    spreadsheetId,
    range: 'Orders!A2:Z',
    valueRenderOption: 'UNFORMATTED_VALUE',
  })
  return (data.values ?? []).filter(([first]) => first === key)
}

const refused = (status: number, name: string) => ({ response: { status, data: { error: { status: name } } } })

export const googleSheets: Witness = {
  connector: 'google-sheets',
  by: `@googleapis/sheets ${version}`,

  async signIn(place) {
    const { data } = await connect(place).get({ spreadsheetId })
    expect(data).toMatchObject({ properties: { title: 'Practice orders' } })
    expect(data.sheets?.map(({ properties }) => properties?.title)).toContain('Orders')
    const stranger = connect(place, 'nobody').get({ spreadsheetId })
    await expect(stranger).rejects.toMatchObject(refused(401, 'UNAUTHENTICATED'))
  },

  async create(place) {
    const { data } = await append(place, 'K1')
    expect(data).toMatchObject({ updates: { updatedRange: 'Orders!A6:D6', updatedRows: 1, updatedCells: 4 } })
    const change = {
      range: 'Orders!B6:C6',
      valueInputOption: 'USER_ENTERED',
      requestBody: { values: [['Birch', '7.5']] },
    }
    await connect(place).values.update({ spreadsheetId, ...change })
    expect(await find(place, 'K1')).toEqual([['K1', 'Birch', 7.5, true]])
    await connect(place).values.clear({ spreadsheetId, range: 'Orders!A6:Z6' })
    expect(await find(place, 'K1')).toEqual([])
  },

  async find(place) {
    await append(place, 'K1')
    expect(await find(place, 'K1')).toEqual([['K1', 'Alder', 12.5, true]])
    expect(await find(place, 'K2')).toEqual([])
    const nowhere = connect(place).values.get({ spreadsheetId, range: 'Nowhere!A1' })
    await expect(nowhere).rejects.toMatchObject(refused(400, 'INVALID_ARGUMENT'))
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(append(place, 'K1')).rejects.toThrow()
    expect(await find(place, 'K1')).toHaveLength(1)
    const { effects } = await place.control.show('rows')
    expect(effects).toMatchObject([{ key: 'K1', effects: 1, writes: 1 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1 } })
    await expect(append(place, 'K1')).rejects.toMatchObject(refused(429, 'RESOURCE_EXHAUSTED'))
    expect((await append(place, 'K1')).status).toBe(200)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(append(place, 'K1')).rejects.toMatchObject(refused(401, 'UNAUTHENTICATED'))
  },
}
