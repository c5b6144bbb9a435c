import { expect, test } from 'vitest'
import { endpointOf } from './oauth-way.ts'

const connection = {
  address: 'https://a.example/fhir/',
  values: { tokenUrl: ' https://auth.example/oauth2/token', tenant: '../x', authorizeUrl: '/oauth/authorize' },
}

test('an endpoint that only the connection knows is taken whole, a part of one stays a part', () => {
  expect(endpointOf('{account.tokenUrl}', connection)).toBe('https://auth.example/oauth2/token')
  expect(endpointOf('{account.authorizeUrl}', connection)).toBe('https://a.example/fhir/oauth/authorize')
  expect(endpointOf('https://login.example/{account.tenant}/token', connection)).toBe(
    'https://login.example/..%2Fx/token',
  )
  expect(endpointOf('{account.none}', connection)).toBe('')
})
