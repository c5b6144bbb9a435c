import * as z from 'zod'
import type { Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { StepKind } from './declare.ts'
import { type Settings, text } from './settings.ts'

const settingsSchema = z.object({ subflow: text })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** What people call the flow that is chosen; undefined while none is. */
export const subflowName = (flow: Flow, id: string): string | undefined => own(flow.subflows ?? {}, id)?.name

/**
 * Settings `{subflow}`, a key of the flow's `subflows`. A record comes back by the exit that it takes in there without finding a
 * wire; what is neither `main`, `rejected` nor `error` ends in there.
 */
export const subflow: StepKind = {
  kind: 'subflow',
  version: 1,
  group: 'flow',
  title: 'Run another flow',
  about: 'Sends the record through the steps of another flow, and goes on with what comes back.',
  synonyms: ['sub-flow', 'call', 'reuse', 'nested', 'function', 'part', 'shared', 'include', 'execute'],
  icon: 'flow',
  ports: ['main', 'rejected', 'error'],
  fields: [
    {
      kind: 'subflow',
      key: 'subflow',
      label: 'Flow',
      help: 'It is taken in as it is now: later changes to it are offered here, never made by themselves.',
      required: true,
    },
  ],
  defaults: () => ({ subflow: '' }),
  summary(settings, flow) {
    const name = subflowName(flow, read(settings).subflow)
    return name === undefined ? 'No flow chosen yet' : `Runs "${name}"`
  },
  // What comes back is decided in there.
  leaving: () => undefined,
  check: () => [],
  plan: (settings) => ({ role: 'call', subflow: read(settings).subflow }),
}
