import type { Desk } from '../kit/system.ts'
import { ownFields, project } from './fields.ts'

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** What a project looks like after some years: near-twins, blanks, emoji, a text without end, labels that nearly agree. */
export function seed(desk: Desk): void {
  const issues = [
    {
      summary: 'Printer on fire 🔥',
      labels: ['ORDER-1'],
      priority: { name: 'Highest' },
      description: { type: 'doc', version: 1, content: [paragraph('Second floor'), paragraph('Call first!')] },
    },
    { summary: 'printer on fire', labels: ['order-1', 'old'], priority: null, description: null },
    { summary: 'x'.repeat(255), labels: [], duedate: '2020-02-29', [ownFields.weight]: 0.1 },
    {
      summary: 'Wörter mit „Anführung“',
      labels: ['ORDER-3'],
      [ownFields.orderNumber]: '00042',
      description: { type: 'doc', version: 1, content: [paragraph('long '.repeat(3_000).trim())] },
    },
    { summary: ' leading blank', labels: ['ORDER-4'], status: 'Done' },
  ]
  for (const issue of issues) {
    const number = desk.docs.next('issue')
    const body = { issuetype: { name: 'Task' }, ...issue, key: `${project.key}-${number}` }
    desk.docs.insert('issues', body, { id: String(10_000 + number) })
  }
}
