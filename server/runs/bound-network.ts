import { placeOf } from '#adapters/net'
import { type Access, Failure, type Network } from '#engine'

/** A live token goes to the origin of its own slot and to no other, whatever path a declaration makes up. */
export function boundNetwork(network: Network, access: Readonly<Record<string, Access>>): Network {
  return {
    async request(request) {
      const { origin } = placeOf(request.url)
      for (const { address, token, renewal } of Object.values(access)) {
        const tokens = [token, ...(renewal?.tokens() ?? [])]
        const carried = tokens.some((one) => carries(Object.values(request.headers), one))
        if (carried && placeOf(address).origin !== origin) {
          const why = 'the sign-in that it carries is for another address'
          throw new Failure('call.blocked', 'permanent', { address: origin, why })
        }
      }
      return network.request(request)
    },
  }
}

/** As it is, or as HTTP Basic writes it. */
function carries(headers: readonly string[], token: string): boolean {
  if (token === '') return false
  const forms = [token, Buffer.from(token, 'utf8').toString('base64')]
  return headers.some((header) => forms.some((form) => header.includes(form)))
}
