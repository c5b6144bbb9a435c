/** A client that holds every answer against Atlassian's own description, and throws where they differ. */
import { createRequire } from 'node:module'
import { createCloudClient } from 'jira.js'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('jira.js/package.json') as { version: string }

const connect = ({ system }: WitnessPlace, key = system.token) => {
  const [email = '', apiToken = ''] = key.split(':')
  return createCloudClient({
    host: system.address,
    auth: { type: 'basic', email, apiToken },
    onSchemaMismatch: 'throw',
  })
}

const create = (place: WitnessPlace, label: string) =>
  connect(place).issues.createIssue({
    fields: { summary: 'Printer 🖨', issuetype: { name: 'Task' }, project: { key: 'PRAC' }, labels: [label] },
  })

const search = (place: WitnessPlace, label: string, reconcileIssues: number[] = []) =>
  connect(place).issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: `project = 'PRAC' AND labels = "${label}"`,
    fields: ['summary', 'labels'],
    reconcileIssues,
  })

export const jira: Witness = {
  connector: 'jira',
  by: `jira.js ${version}`,

  async signIn(place) {
    expect(await connect(place).myself.getCurrentUser()).toMatchObject({ displayName: 'Practice integration' })
    const stranger = connect(place, 'nobody@practice.example:nothing').myself.getCurrentUser()
    await expect(stranger).rejects.toMatchObject({ name: 'AuthError', status: 401 })
  },

  async create(place) {
    const { id, key } = await create(place, 'W-1')
    const read = await connect(place).issues.getIssue({ issueIdOrKey: key })
    expect(read).toMatchObject({
      id,
      key,
      fields: { summary: 'Printer 🖨', labels: ['W-1'], status: { name: 'To Do' } },
    })
    await connect(place).issues.editIssue({ issueIdOrKey: id, fields: { priority: { name: 'High' } } })
    const after = await connect(place).issues.getIssue({ issueIdOrKey: id, fields: ['priority'] })
    expect(after.fields).toEqual({ priority: { name: 'High' } })
    expect((await connect(place).issueFields.getFields()).map((field) => field.id)).toContain('customfield_10050')
  },

  async find(place) {
    const [first] = (await place.control.show('issues')).objects
    const sure = [Number(first?.id)]
    expect((await search(place, 'ORDER-1', sure)).issues?.map(({ id }) => id)).toEqual([first?.id])
    expect((await search(place, 'order-1', sure)).issues).toEqual([])
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(create(place, 'W-1')).rejects.toThrow()
    const { effects, objects } = await place.control.show('issues')
    const made = objects.at(-1)
    expect(effects).toMatchObject([{ key: 'W-1', effects: 1, writes: 1 }])
    // Search does not know it yet; it does when told which one to be sure of.
    expect((await search(place, 'W-1')).issues).toEqual([])
    expect((await search(place, 'W-1', [Number(made?.id)])).issues?.map(({ id }) => id)).toEqual([made?.id])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    const refused = { name: 'RateLimitError', status: 429, retryAfterMs: 2_000 }
    await expect(create(place, 'W-1')).rejects.toMatchObject(refused)
    expect((await create(place, 'W-1')).key).toMatch(/^PRAC-\d+$/)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(create(place, 'W-1')).rejects.toMatchObject({ name: 'AuthError', status: 401 })
  },
}
