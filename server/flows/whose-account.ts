/** Asks a system whose account a sign-in is for, so that records which wait for one account are never sent to another. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import { type Access, Account, type Connector, valueAt } from '#engine'

/** Milliseconds for which it may think about it. */
const PATIENCE = 5000

export type Whose = { account: string } | 'refused' | 'unknown'

/** `refused` when the sign-in is not accepted; `unknown` when the system cannot say, or does not answer. */
export async function whoseAccount(connector: Connector, access: Access): Promise<Whose> {
  const { account: asked } = connector
  if (!asked) return 'unknown'
  const network = openNetwork({ seal: sealTo([access.address], { mode: 'live' }) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const account = new Account({ connector, access, ports, patience: PATIENCE, giveUp: () => undefined })
  try {
    const said = await account.call(asked.request, {}, AbortSignal.timeout(PATIENCE), { timeout: PATIENCE })
    const id = valueAt(said, asked.id)
    return typeof id === 'number' || (typeof id === 'string' && id !== '') ? { account: String(id) } : 'unknown'
  } catch (error) {
    const category = (error as { failure?: { category?: string } }).failure?.category
    return category === 'sign-in' ? 'refused' : 'unknown'
  } finally {
    await network.close()
  }
}
