import { type Access, Failure, type Network } from '#engine'

/** A live token goes to the origin of its own slot and to no other, whatever path a declaration makes up. */
export function boundNetwork(network: Network, access: Readonly<Record<string, Access>>): Network {
  return {
    async request(request) {
      const origin = new URL(request.url).origin
      for (const { address, token } of Object.values(access)) {
        const carried = Object.values(request.headers).some((value) => value.includes(token))
        if (carried && new URL(address).origin !== origin) {
          throw new Failure('call.blocked', 'permanent', { address: origin })
        }
      }
      return network.request(request)
    },
  }
}
