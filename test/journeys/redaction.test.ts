/** What people are shown of records: masked where it is live or where the flow says so; the true values only to who asks; secrets to nobody. */
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import type { Flow } from '#engine'
import type { SavedFlow, Studio } from '#protocol'
import { type Context, createFlow, startLiveRun, startPracticeRun } from '#studio'
import { createRouter } from '../../studio/router.ts'
import { childcare, freshFolder, keepSites, practiceIn, studioIn } from './practice.ts'

const clientOf = (context: Context) => createRouterClient(createRouter(context), { context: {} }) as unknown as Studio

const ROW = { 'Site name': 'Alderman House', Address: '77 Wisteria Lane', Zip: '60614', Phone: '(312) 555-0177' }
const SECRET = 'sk_live_abcdefgh12345678'
const OPEN = /Alderman|Wisteria|555-0177|3125550177/

async function inMode(mode: 'practice' | 'live', mask?: 'always') {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(join(folder, 'data'), { practiceFolder: folder })
  let saved: SavedFlow = await childcare(context)
  if (mask) {
    const flow: Flow = { ...saved.flow, settings: { ...saved.flow.settings, mask } }
    saved = context.store.flows.save(flow, saved.revision, context.hash(flow), 1)
  }
  const input = await keepSites(context, folder, [
    ROW,
    { ...ROW, Zip: '1' },
    { ...ROW, 'Program Name': SECRET, Address: '9 Elm' },
  ])
  const { hubspot } = practice.systems
  const access = Object.fromEntries(
    Object.keys(saved.flow.connections).map((id) => [id, { address: hubspot.address, token: hubspot.token }]),
  )
  const handle =
    mode === 'live'
      ? startLiveRun(context, saved, { input, access })
      : await startPracticeRun(context, saved, { input })
  const { run } = await handle.done
  return { studio: clientOf(context), run, flow: saved.flow.id, context, saved }
}

async function answersOf(studio: Studio, run: string, flow: string, reveal?: boolean) {
  const page = { offset: 0, limit: 10, ...(reveal === undefined ? {} : { reveal }) }
  const { records, masked } = await studio.runs.records({ run, ...page })
  const stories = await Promise.all(records.map(({ seq }) => studio.runs.story({ run, seq, ...page })))
  const [writes, held] = [await studio.runs.writes({ run, ...page }), await studio.runs.holdList({ flow, ...page })]
  return { masked, text: JSON.stringify([records, stories, writes, held]), stories }
}

test('a live run is told masked, until somebody asks for the values; a secret is never told', async () => {
  const { studio, run, flow, context } = await inMode('live')
  const shown = await answersOf(studio, run, flow)
  expect(shown.masked).toMatch(/masked.*reveal/)
  expect(shown.text).not.toMatch(OPEN)
  expect(shown.text).not.toContain(SECRET)
  // Still recognisable: the shape of a phone number, the region of the zip.
  expect(shown.stories[0]?.stages[0]?.before).toMatchObject({
    Phone: expect.stringMatching(/^\(\d{3}\) \d{3}-\d{4}$/),
    Zip: expect.stringMatching(/^60\d{3}$/),
  })
  const asked = await answersOf(studio, run, flow, true)
  expect(asked.masked).toBeUndefined()
  expect(asked.text).toMatch(OPEN)
  expect(asked.text).not.toContain(SECRET)
  // What replay and undo work with is untouched.
  const n = context.store.runs.get(run)?.n ?? 0
  expect(context.store.records.record(n, 1)?.payload).toContain('Alderman House')
})

test("practice shows the values of one's own samples, except secrets, unless the flow says otherwise", async () => {
  const own = await inMode('practice')
  const shown = await answersOf(own.studio, own.run, own.flow)
  expect(shown.masked).toBeUndefined()
  expect(shown.text).toMatch(OPEN)
  expect(shown.text).not.toContain(SECRET)

  const masked = await inMode('practice', 'always')
  const told = await answersOf(masked.studio, masked.run, masked.flow)
  expect(told.masked).toBeDefined()
  expect(told.text).not.toMatch(OPEN)
  expect((await masked.studio.holdList.list({ flow: masked.flow, offset: 0, limit: 10 })).held.length).toBeGreaterThan(
    0,
  )
  const [held] = (await masked.studio.holdList.list({ flow: masked.flow, offset: 0, limit: 10 })).held
  expect(JSON.stringify(await masked.studio.holdList.show({ hold: held?.id ?? 0 }))).not.toMatch(OPEN)
})

test('the settings of masking and keeping leave the hash of other flows alone', async () => {
  const context = studioIn(join(freshFolder(), 'data'))
  const { flow, hash } = await createFlow(context, 'childcare-sites', undefined)
  expect(flow.settings).toEqual({ locale: expect.any(String), timeZone: expect.any(String) })
  expect(context.hash({ ...flow, settings: { ...flow.settings } })).toBe(hash)
})
