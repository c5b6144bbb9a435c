import * as z from 'zod'
import { CASES } from '../model/ports.ts'
import { caseExits, caseName, caseNames, waysSchema } from './cases.ts'
import type { StepKind } from './declare.ts'
import { listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({ ways: waysSchema })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{ways: [{name}]}`, at most eight. A copy of each record goes by every exit that a wire takes. */
export const ways: StepKind = {
  kind: 'ways',
  version: 1,
  group: 'flow',
  title: 'Do several things',
  about: 'Sends a copy of each record every way, so that several things happen with it.',
  synonyms: ['copy', 'both', 'parallel', 'fan out', 'all', 'also', 'broadcast', 'branch', 'at once'],
  icon: 'ways',
  ports: CASES,
  exits: (settings) => caseExits(read(settings).ways.length),
  exitName: (settings, port) => caseName(read(settings).ways, port),
  fields: [
    {
      kind: 'ways',
      key: 'ways',
      label: 'Ways',
      help: 'Each way gets a copy of its own. What happens to one copy changes nothing for the others.',
      required: true,
    },
  ],
  defaults: () => ({ ways: [{ name: 'First' }, { name: 'Second' }] }),
  summary(settings) {
    const names = caseNames(read(settings).ways)
    return names.length === 0 ? 'No ways yet' : listWords(names)
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: () => ({ role: 'copy' }),
}
