/** What kind of address a number is: out in the world, inside a network, on this computer, or none that anybody should ask. */
import ipaddr from 'ipaddr.js'

/** `never`: addresses at which clouds hand out sign-ins to whoever asks from inside, and what is no address of one computer. */
export type Reach = 'world' | 'inside' | 'here' | 'link' | 'never'

export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  world: 'an address on the internet',
  inside: 'an address inside a private network',
  here: 'this computer',
  link: 'an address of the cable it is connected to',
  never: 'an address that no system of yours has',
}

/**
 * Where clouds answer with sign-ins of the machine: AWS, Google and Azure (169.254.169.254; fd00:ec2::254), Alibaba
 * (100.100.100.200), Azure's agent (168.63.129.16), Oracle (192.0.0.192).
 */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'])

const RANGES: Readonly<Record<string, Reach>> = {
  unicast: 'world',
  private: 'inside',
  uniqueLocal: 'inside',
  carrierGradeNat: 'inside',
  loopback: 'here',
  linkLocal: 'link',
}

/** IPv4 addresses inside IPv6 ones (`::ffff:10.0.0.1`) count as what they lead to. Anything unknown is `never`. */
export function reachOf(address: string): Reach {
  const bare = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return 'never'
  const ip = ipaddr.process(bare)
  return METADATA.has(ip.toString()) ? 'never' : (RANGES[ip.range()] ?? 'never')
}
