/** The client that most programs in JavaScript ask Salesforce with. */
import { createRequire } from 'node:module'
import { Connection } from 'jsforce'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('jsforce/package.json') as { version: string }

const connect = ({ system }: WitnessPlace, accessToken = system.token) =>
  new Connection({ instanceUrl: system.address, accessToken, version: '62.0' })

const KEY = 'External_Key__c'
const upsert = (place: WitnessPlace, LastName = 'Alder') =>
  connect(place)
    .sobject('Contact')
    .upsert({ LastName, [KEY]: 'W-1' }, KEY)

export const salesforce: Witness = {
  connector: 'salesforce',
  by: `jsforce ${version}`,

  async signIn(place) {
    const { records } = await connect(place).query('SELECT Id, IsSandbox FROM Organization')
    expect(records).toMatchObject([{ IsSandbox: true }])
    const stranger = connect(place, 'practice-nobody').query('SELECT Id FROM Contact')
    await expect(stranger).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' })
  },

  async create(place) {
    const made = await connect(place).sobject('Contact').create({ LastName: 'Zoë 🦉', HasOptedOutOfEmail: true })
    expect(made).toMatchObject({ success: true, id: expect.stringMatching(/^003\w{15}$/), errors: [] })
    const read = await connect(place)
      .sobject('Contact')
      .retrieve(made.id ?? '')
    expect(read).toMatchObject({ LastName: 'Zoë 🦉', HasOptedOutOfEmail: true, Email: null })
    const { fields } = await connect(place).sobject('Contact').describe()
    expect(fields.find(({ name }) => name === KEY)).toMatchObject({ externalId: true, custom: true, type: 'string' })
    const nameless = connect(place).sobject('Contact').create({ FirstName: 'Only' })
    await expect(nameless).rejects.toMatchObject({ errorCode: 'REQUIRED_FIELD_MISSING' })
  },

  async find(place) {
    const find = (keys: string[]) =>
      connect(place)
        .sobject('Contact')
        .find({ [KEY]: { $in: keys } }, ['Id', 'LastName', KEY])
    await connect(place)
      .sobject('Contact')
      .create({ LastName: "O'Brien", [KEY]: "O'B" })
    expect(await find(['C-1001', "O'B", 'C-9999'])).toMatchObject([{ LastName: 'Ruiz' }, { LastName: "O'Brien" }])
    expect(await find(['C-9999'])).toEqual([])
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(upsert(place)).rejects.toThrow()
    expect(await upsert(place)).toMatchObject({ success: true, created: false })
    const many = await connect(place)
      .sobject('Contact')
      .upsert([{ LastName: 'Alder', [KEY]: 'W-1' }, { [KEY]: 'W-2' }], KEY)
    expect(many).toMatchObject([
      { success: true, created: false },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] },
    ])
    const { effects } = await place.control.show('Contact')
    expect(effects).toMatchObject([{ key: 'W-1', effects: 1, writes: 3 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1 } })
    await expect(upsert(place)).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED' })
    expect(await upsert(place)).toMatchObject({ success: true })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(upsert(place)).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' })
  },
}
