import { expect, test } from 'vitest'
import { Failure, type Flow } from '#engine'
import { exampleOf } from '#examples'
import { liveAccess } from './live-access.ts'

const example = exampleOf('childcare-sites')
if (!example) throw new Error('there are examples')
const flow: Flow = {
  ...example.flow,
  connections: { crm: { name: 'CRM', connector: 'hubspot' }, 'my-desk': { name: 'Help desk', connector: 'hubspot' } },
}
const env = { SLUICE_TOKEN_CRM: ' secret ', SLUICE_TOKEN_MY_DESK: 'other' }

function whyOf(given: string[], tokens: Record<string, string> = env): unknown {
  try {
    liveAccess(flow, given, tokens)
    return undefined
  } catch (error) {
    return error instanceof Failure && error.code === 'usage.invalid' ? error.values.why : error
  }
}

test('every connection gets its address from the command line and its token from the environment', () => {
  expect({ ...liveAccess(flow, ['crm=https://api.example.com/', 'my-desk=http://127.0.0.1:4000'], env) }).toEqual({
    crm: { address: 'https://api.example.com', token: 'secret' },
    'my-desk': { address: 'http://127.0.0.1:4000', token: 'other' },
  })
})

test('what is missing or wrong is named, and a token is never repeated', () => {
  const desk = 'my-desk=http://127.0.0.1:4000'
  expect(whyOf([desk])).toBe('The connection "CRM" has no address: give --connection crm=ADDRESS')
  expect(whyOf(['crm=https://a.example', desk], { SLUICE_TOKEN_CRM: 'secret' })).toBe(
    'The connection "Help desk" has no token: set the environment variable SLUICE_TOKEN_MY_DESK',
  )
  expect(whyOf(['erp=https://a.example'])).toBe('The flow has no connection "erp"; it has crm, my-desk')
  for (const text of ['crm', 'crm=', 'crm=api.example.com', 'crm=ftp://api.example.com', '=https://a.example']) {
    expect(whyOf([text])).toContain('does not say where a connection leads')
  }
})
