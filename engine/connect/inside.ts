/** Connectors that are part of Sluice itself, such as the practice model: nothing of theirs goes over a network, and nobody signs in. */
import type { Connector } from './declare.ts'
import type { Access } from './sign-in.ts'

export const isInside = (connector: Pick<Connector, 'models'> | undefined): boolean =>
  connector?.models?.speaks === 'practice'

/** Where they are: at no address. */
export const INSIDE: Access = { address: '', token: '' }
