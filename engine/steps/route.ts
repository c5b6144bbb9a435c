import * as z from 'zod'
import { CASES } from '../model/ports.ts'
import { caseExits, caseName, caseNames, casesSchema } from './cases.ts'
import { compileConditions } from './conditions.ts'
import type { StepKind } from './declare.ts'
import { listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({ cases: casesSchema })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{cases: [{name, when: Conditions}]}`, at most eight. The first case that holds is taken, else `otherwise`. */
export const route: StepKind = {
  kind: 'route',
  version: 1,
  group: 'gate',
  title: 'Route',
  about: 'Sends each record one way, by the first of your cases that holds for it.',
  synonyms: ['if', 'else', 'switch', 'branch', 'condition', 'case', 'decide', 'sort', 'either', 'otherwise'],
  icon: 'route',
  ports: [...CASES, 'otherwise'],
  exits: (settings) => [...caseExits(read(settings).cases.length), 'otherwise'],
  exitName: (settings, port) => caseName(read(settings).cases, port),
  fields: [
    {
      kind: 'cases',
      key: 'cases',
      label: 'Cases',
      help: 'They are tried from the top; the first one that holds is taken. Records without a case leave by Otherwise.',
      required: true,
    },
  ],
  defaults: () => ({ cases: [] }),
  summary(settings) {
    const { cases } = read(settings)
    return cases.length === 0 ? 'No cases yet' : `To ${listWords(caseNames(cases))}, or otherwise`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan(settings, { flow }) {
    const cases = read(settings).cases.map(({ when }, index) => ({
      port: CASES[index] ?? 'otherwise',
      holds: compileConditions(when, flow.settings),
    }))
    const reason = { code: 'record.no-case', category: 'permanent', values: {} } as const
    return {
      role: 'sync',
      apply(data) {
        const taken = cases.find(({ holds }) => holds(data))
        return taken ? { port: taken.port, data } : { port: 'otherwise', data, reason }
      },
    }
  },
}
