import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { CARD, checkFlow, type Flow, parseFlow, stepKind } from '#engine'
import { EXAMPLES } from './index.ts'

const fileColumns = (file: string) =>
  (readFileSync(new URL(file, import.meta.url), 'utf8').split(/\r?\n/)[0] ?? '').split(',')

const overlapping = ({ layout }: Flow) => {
  const places = Object.values(layout)
  return places.some((a, index) =>
    places.slice(index + 1).some((b) => Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height),
  )
}

test.each(EXAMPLES.map((example) => [example.id, example] as const))(
  '%s can be opened and run as it is',
  (_id, { flow, file, about }) => {
    expect(parseFlow(JSON.stringify(flow), 'x')).toEqual({ flow })
    expect(checkFlow(flow, { connectors: CONNECTORS }).filter(({ severity }) => severity !== 'tip')).toEqual([])
    expect(about).toMatch(/^[A-Z].*\.$/)
    const columns = Object.values(flow.steps).flatMap(({ settings }) => {
      const chosen = settings.file
      return typeof chosen === 'object' && chosen !== null && !Array.isArray(chosen) && Array.isArray(chosen.columns)
        ? chosen.columns
        : []
    })
    expect(columns).toEqual(file === undefined ? [] : fileColumns(file))
  },
)

test.each(EXAMPLES.map((example) => [example.id, example.flow] as const))(
  '%s is drawn on the grid, within a small window, or within a usual one when it is long',
  (_id, flow) => {
    const places = Object.values(flow.layout)
    expect(Object.keys(flow.layout).toSorted()).toEqual(Object.keys(flow.steps).toSorted())
    expect(places.every(({ x, y }) => x % 8 === 0 && y % 8 === 0)).toBe(true)
    expect(Math.max(...places.map(({ x }) => x)) + CARD.width).toBeLessThanOrEqual(places.length > 9 ? 1432 : 892)
    expect(Math.max(...places.map(({ y }) => y)) + CARD.height).toBeLessThanOrEqual(508)
    expect(overlapping(flow)).toBe(false)
  },
)

test.each(EXAMPLES.map((example) => [example.id, example.flow] as const))(
  '%s leaves nothing to be chosen in its forms',
  (_id, flow) => {
    const inside = Object.values(flow.subflows ?? {}).flatMap(({ steps }) => Object.values(steps))
    const open = [...Object.values(flow.steps), ...inside].flatMap(({ kind, title, settings }) =>
      (stepKind(kind)?.fields ?? [])
        .filter((field) => field.kind === 'choice' && !field.choices.some(({ value }) => value === settings[field.key]))
        .map(({ label }) => `${title}: ${label}`),
    )
    expect(open).toEqual([])
  },
)
