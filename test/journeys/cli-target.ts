/** What ended up in the practice CRM, comparable between runs: without ids and times. */
import { sluiceJson } from './cli-process.ts'

export interface Target {
  companies: Record<string, Record<string, string | null>>
  effects: Record<string, number>
}

interface Shown {
  total: number
  objects: { key: string; properties: Record<string, string | null> }[]
  effects: { key: string; effects: number }[]
}

/** Reads everything through `practice show`, as a person would. */
export async function targetIn(data: string): Promise<Target> {
  const { document } = await sluiceJson<Shown>(['practice', 'show', 'hubspot', 'companies', '--data', data])
  const companies: Target['companies'] = {}
  for (const { key, properties } of document.objects) {
    const { hs_object_id: _id, createdate: _made, hs_lastmodifieddate: _changed, ...rest } = properties
    companies[key] = rest
  }
  if (Object.keys(companies).length !== document.total) throw new Error('two companies have the same key')
  return { companies, effects: Object.fromEntries(document.effects.map(({ key, effects }) => [key, effects])) }
}

export const everyKeyOnce = ({ effects }: Target): boolean => Object.values(effects).every((n) => n === 1)
