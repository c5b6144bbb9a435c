import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { asReason, isAborted } from './reason.ts'

test('a failure of the studio keeps its code, values and details', () => {
  const data = { code: 'flow.conflict', category: 'permanent', values: { flow: 'A' }, details: { revision: 3 } }
  expect(asReason(new ORPCError('FAILURE', { data }))).toEqual(data)
})

test('a defect becomes an incident, and its number is kept', () => {
  const reason = asReason(new ORPCError('INTERNAL_SERVER_ERROR', { data: { incident: 'ab12' } }))
  expect(reason).toMatchObject({ code: 'host.incident', values: { incident: 'ab12' } })
  expect(asReason(new ORPCError('FAILURE', { data: { code: 'no.such.code', values: {} } })).code).toBe('host.incident')
})

test('anything else means that the studio is away', () => {
  expect(asReason(new Error('closed'))).toMatchObject({ code: 'host.disconnected', category: 'transient' })
  expect(isAborted(new DOMException('gone', 'AbortError'))).toBe(true)
  expect(isAborted(new Error('gone'))).toBe(false)
})
