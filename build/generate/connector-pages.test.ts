import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { CONNECTOR_PAGES_FILE, connectorPagesText } from './connector-pages.ts'

test('the page of all systems is up to date (node build/generate/connector-pages.ts writes it)', () => {
  expect(readFileSync(CONNECTOR_PAGES_FILE, 'utf8')).toBe(connectorPagesText())
})

test('every system has its part, with its operations, how they are taken back, and where its facts come from', () => {
  const text = connectorPagesText()
  for (const { title, source, operations } of Object.values(CONNECTORS)) {
    const part = text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
    expect(part, title).toContain(source)
    for (const { title: name, undo } of Object.values(operations)) {
      expect(part, title).toContain(`### ${name}\n`)
      expect(part, title).toContain(undo.words)
    }
  }
})
