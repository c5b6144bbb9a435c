import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import { recordOf } from '../kit/form.ts'
import { type Desk, Refused } from '../kit/system.ts'
import { project, showFields } from './fields.ts'
import { createIssue, deleteIssue, listOf, living, readIssue, updateIssue } from './issues.ts'
import { gone, noIssue, refusals, refusedFields } from './refusals.ts'
import { search } from './search.ts'
import { when } from './shape.ts'

type Route = (call: Call, desk: Desk, issue: string, more: string) => Reply

export const prefix = '/rest/api/3/'

export function route(call: Call, desk: Desk): Reply {
  if (!call.path.startsWith(prefix)) throw new Refused(refusals.noSuchPath(call))
  const parts = call.path.slice(prefix.length).split('/').map(decodeURIComponent)
  const [resource = '', issue = '', part = '', more = ''] = parts
  const pattern =
    resource === 'issue' ? ['issue', issue && '*', part, more && '*'].filter(Boolean).join('/') : parts.join('/')
  const found = Object.hasOwn(routes, `${call.method} ${pattern}`) ? routes[`${call.method} ${pattern}`] : undefined
  if (found === undefined) throw new Refused(refusals.noSuchPath(call))
  return found(call, desk, issue, more)
}

const routes: Readonly<Record<string, Route>> = {
  'GET myself': (_call, desk) => ({ status: 200, body: myself(desk) }),
  'GET field': () => ({ status: 200, body: showFields() }),
  'GET project/search': (call, desk) => projects(call, desk),
  'GET search/jql': search,
  'POST search/jql': search,
  'GET search': () => {
    throw gone()
  },
  'POST search': () => {
    throw gone()
  },
  'POST issue': createIssue,
  'GET issue/*': readIssue,
  'PUT issue/*': updateIssue,
  'DELETE issue/*': (_call, desk, issue) => deleteIssue(desk, issue),
  'GET issue/*/comment': (_call, desk, issue) => {
    const comments = desk.docs
      .findBy('comments', 'issue', living(desk, issue).id)
      .map(({ id, body, createdAt }) => ({ id, body: body.body, created: when(createdAt) }))
    return { status: 200, body: { startAt: 0, maxResults: 5_000, total: comments.length, comments } }
  },
  'POST issue/*/comment': (call, desk, issue) => {
    const { body } = recordOf(call)
    if (!isRecord(body) || body.type !== 'doc') throw refusedFields({ comment: 'Comment body is not valid!' })
    const kept = desk.docs.insert('comments', { issue: living(desk, issue).id, body })
    desk.docs.effect('comments', kept.id, 'created')
    return { status: 201, body: { id: kept.id, body, created: when(kept.createdAt) } }
  },
  'GET issue/*/properties': (_call, desk, issue) => {
    const { properties } = living(desk, issue).body
    return { status: 200, body: { keys: Object.keys(isRecord(properties) ? properties : {}).map((key) => ({ key })) } }
  },
  'GET issue/*/properties/*': (_call, desk, issue, key) => {
    const { properties } = living(desk, issue).body
    if (!isRecord(properties) || properties[key] === undefined) throw noIssue()
    return { status: 200, body: { key, value: properties[key] } }
  },
}

const myself = (desk: Desk) => ({
  self: `${desk.address}/rest/api/3/user?accountId=practice`,
  accountId: 'practice-account',
  accountType: desk.caller.person === undefined ? 'app' : 'atlassian',
  emailAddress: 'integration@practice.example',
  displayName: desk.caller.person ?? 'Practice integration',
  active: true,
  timeZone: 'Etc/UTC',
})

function projects(call: Call, desk: Desk): Reply {
  const keys = listOf(call.query, 'keys')
  const values =
    keys.length === 0 || keys.includes(project.key)
      ? [{ ...project, self: `${desk.address}/rest/api/3/project/${project.id}`, style: 'classic' }]
      : []
  return {
    status: 200,
    body: {
      self: `${desk.address}${call.path}`,
      maxResults: 50,
      startAt: 0,
      total: values.length,
      isLast: true,
      values,
    },
  }
}
