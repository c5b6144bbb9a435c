import type { Body, Document } from '../kit/documents.ts'
import { mixedDate, renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { project, writable } from './fields.ts'

/** `2026-11-22T08:00:00.000+0000`: no colon in the zone. */
export const when = (time: number) => new Date(time).toISOString().replace('Z', '+0000')

/** An issue with the fields that were asked for: all of them for `*all` and `*navigable`, none but the id for none. */
export function showIssue(desk: Desk, issue: Document, asked: readonly string[]): Body {
  const { key } = issue.body
  const all = allFields(desk, issue)
  const wants = (name: string) => asked.includes(name) || asked.some((one) => one === '*all' || one === '*navigable')
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => wants(name)))
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${desk.address}/rest/api/3/issue/${issue.id}`,
    key,
    ...(asked.length === 0 ? {} : { fields }),
  }
}

function allFields(desk: Desk, issue: Document): Body {
  const held = Object.fromEntries(writable.map(({ id }) => [id, issue.body[id] ?? (id === 'labels' ? [] : null)]))
  const shown = {
    ...held,
    project: { ...project, self: `${desk.address}/rest/api/3/project/${project.id}` },
    status: { name: issue.body.status ?? 'To Do', id: '10010' },
    created: mixedDate(desk, when(issue.createdAt), Number(issue.id)),
    updated: mixedDate(desk, when(issue.updatedAt), Number(issue.id)),
  }
  return renameOut(desk, 'issues', shown)
}
