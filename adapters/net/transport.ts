/** One way of speaking to systems, behind the seal. */
import type { NetReply, NetRequest } from '#engine'
import type { Place } from './place.ts'

export interface Transport {
  /** `place` was checked. Throws like `Network.request`. */
  request(place: Place, request: NetRequest): Promise<NetReply>
  /** Lets calls under way end. */
  close(): Promise<void>
}
