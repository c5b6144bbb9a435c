import { expect, test } from 'vitest'
import { stepTitle } from './step-title.ts'

const step = (kind: string, title: string, settings = {}) => ({ kind, title, settings })
const inner = { name: 'Team', flow: 'team', hash: 'h', wires: [], contracts: {} }
const flow = {
  steps: { call: step('subflow', 'Read the team', { subflow: 'team' }), untitled: step('filter', '') },
  subflows: { team: { ...inner, steps: { write: step('write', 'Write it') } } },
}

test.each([
  ['call', 'Read the team'],
  ['call/write', 'Read the team › Write it'],
  ['untitled', 'untitled'],
  ['gone', 'gone'],
  ['call/gone', 'call/gone'],
  ['constructor', 'constructor'],
  ['untitled/write', 'untitled/write'],
])('the step %s is called "%s"', (id, title) => {
  expect(stepTitle(flow, id)).toBe(title)
})
