import { describe, expect, it } from 'vitest'
import { parseEvents } from './parse-events.ts'

describe('parseEvents', () => {
  it('takes one event or a list', () => {
    expect(parseEvents('{"email":"a@b.example"}')).toEqual({ events: [{ email: 'a@b.example' }] })
    expect(parseEvents('[{"a":1},2,{"b":2}]')).toEqual({ events: [{ a: 1 }, { b: 2 }] })
  })

  it('says why it takes nothing', () => {
    expect(parseEvents('email=a@b.example')).toEqual({ wrong: 'not-readable' })
    expect(parseEvents('[]')).toEqual({ wrong: 'no-fields' })
    expect(parseEvents('{}')).toEqual({ wrong: 'no-fields' })
  })
})
