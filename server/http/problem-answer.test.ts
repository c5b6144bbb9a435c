import { describe, expect, it } from 'vitest'
import { CODES, isCode } from '#engine'
import { problemAnswer } from './problem-answer.ts'

describe('a problem answer', () => {
  it('says what happened, its effect and the next action', () => {
    expect(problemAnswer({ code: 'server.slot-missing', values: { connection: 'Our CRM' } })).toEqual({
      type: 'urn:sluice:server.slot-missing',
      title: 'The connection "Our CRM" has no live sign-in on this server yet.',
      status: 409,
      detail: 'The flow stays paused. Give it an address and a token on the server, then start the flow.',
      code: 'server.slot-missing',
      values: { connection: 'Our CRM' },
    })
  })

  it('exists for every code, as an error', () => {
    for (const code of Object.keys(CODES).filter(isCode)) {
      const { status, detail } = problemAnswer({ code, values: {} })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(detail).not.toBe('')
    }
  })
})
