/** What journeys share: a studio on a folder of its own, practice systems beside it, and what ended up in them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunView } from '#engine'
import { type Faults, type Practice, type SystemFaults, startPractice } from '#sandbox'
import { type Context, createFlow, keepFile, openContext, type StudioOptions, startPracticeRun } from '#studio'

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-journey-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Practice systems that live longer than any studio of the test. */
export async function practiceIn(folder: string): Promise<Practice> {
  const practice = await startPractice({
    folder: join(folder, 'practice'),
    limits: { tenSeconds: null, searchPerSecond: null },
  })
  onTestFinished(() => practice.close())
  return practice
}

export function studioIn(dataFolder: string, options: Partial<StudioOptions> = {}): Context {
  const context = openContext({ dataFolder, host: 'terminal', patience: 1500, ...options })
  onTestFinished(() => context.close().catch(() => undefined))
  return context
}

export async function setFaults(practice: Practice, faults: Faults | SystemFaults): Promise<void> {
  await control(practice, '/__practice/faults', { method: 'POST', body: JSON.stringify(faults) })
}

export interface Target {
  /** Properties without ids and times, by match key. */
  companies: Record<string, Record<string, string | null>>
  effects: Record<string, number>
}

/** All companies of the practice CRM, comparable between runs. */
export async function targetOf(practice: Practice): Promise<Target> {
  const target: Target = { companies: {}, effects: {} }
  for (let offset = 0; ; offset += 500) {
    const page = (await control(practice, `/__practice/show/companies?offset=${offset}&limit=500`)) as {
      total: number
      objects: { properties: Record<string, string | null> }[]
      effects: { key: string; effects: number }[]
    }
    for (const { properties } of page.objects) {
      const { hs_object_id: _id, createdate: _made, hs_lastmodifieddate: _changed, ...rest } = properties
      target.companies[String(properties.site_key)] = rest
    }
    for (const { key, effects } of page.effects) target.effects[key] = effects
    if (offset + 500 >= page.total) return target
  }
}

async function control(practice: Practice, path: string, init: RequestInit = {}): Promise<unknown> {
  const { address, token } = practice.control
  const reply = await fetch(address + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
  const text = await reply.text()
  return text === '' ? undefined : JSON.parse(text)
}

/** The childcare flow, saved in the studio. */
export const childcare = (context: Context) => createFlow(context, 'childcare-sites', undefined)

export const runToEnd = async (context: Context, saved: Awaited<ReturnType<typeof childcare>>): Promise<RunView> =>
  (await startPracticeRun(context, saved)).done

/** A CSV of sites with the columns of the example. */
export async function keepSites(context: Context, folder: string, rows: Record<string, string>[]) {
  const columns = ['Site name', 'Address', 'Zip', 'Phone', 'Program Name']
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))
  const path = join(folder, 'sites.csv')
  writeFileSync(path, `${columns.map(quote).join(',')}\n${lines.join('\n')}\n`)
  return keepFile(context, path)
}
