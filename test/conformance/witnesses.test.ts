/** Every practice system as a client sees it that others wrote: six things that a connector is built on. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { type Practice, startPractice } from '#sandbox'
import { CHECKS, controlOf } from './witness/contract.ts'
import { PROVED_BY_DESCRIPTION, WITNESSES, type WitnessPlace } from './witness/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-witnesses-'))
let practice: Practice

beforeAll(async () => {
  const limits = { tenSeconds: null, searchPerSecond: null }
  practice = await startPractice({ folder, limits, limited: false })
})

afterAll(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

/** Healthy, and with nothing but its first data. */
async function placeFor(connector: string): Promise<WitnessPlace> {
  const system = practice.systems[connector]
  if (!system) throw new Error(`There is no practice ${connector}`)
  const control = controlOf(practice, connector)
  await control.faults({})
  await control.reset()
  return { system, control }
}

describe.each(WITNESSES)('$connector, by $by', (witness) => {
  test.each(CHECKS)('%s', async (check) => {
    await witness[check](await placeFor(witness.connector))
  })
})

test('a connector says that it is proved exactly when somebody witnessed it', () => {
  const witnessed = new Set([...WITNESSES.map(({ connector }) => connector), ...Object.keys(PROVED_BY_DESCRIPTION)])
  const proved = Object.values(CONNECTORS).filter(({ proof }) => proof.length > 0)
  expect(proved.map(({ id }) => id).sort()).toEqual([...witnessed].filter((id) => Object.hasOwn(CONNECTORS, id)).sort())
})

test('the proof names the client that witnessed it, with its version', () => {
  for (const { connector, by } of WITNESSES) {
    if (Object.hasOwn(CONNECTORS, connector)) expect(CONNECTORS[connector]?.proof, connector).toContain(by)
  }
})

test('what is proved by a description names the test that does it', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  for (const file of Object.values(PROVED_BY_DESCRIPTION)) expect(existsSync(join(root, file)), file).toBe(true)
})
