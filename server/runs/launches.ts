/** The flows that the thread of the runs was told of, as a catalogue, with their sign-ins. */
import type { Access, PhonePort, SchemaPort } from '#engine'
import { type Catalogue, createCatalogue } from '../flows/catalogue.ts'
import { accessOf } from '../flows/slots.ts'
import type { FlowLaunch } from './messages.ts'
import { placesOf } from './places.ts'

export interface Launches {
  catalogue: Catalogue
  set(launch: FlowLaunch): void
  /** Throws server.slot-missing. */
  access(flow: string, version: number): Record<string, Access>
  /** Where its connections lead, without the sign-ins. */
  places(flow: string, version: number): Record<string, string>
}

export function createLaunches(schema: SchemaPort, phone: PhonePort): Launches {
  const told = new Map<string, FlowLaunch>()
  const installs = {
    all: () => [...told.values()].map(({ installed }) => installed),
    find: (flow: string) => told.get(flow)?.installed,
    bundle: (flow: string, version: number) => told.get(flow)?.versions.find((one) => one.version === version),
  }
  const catalogue = createCatalogue({ installs, schema, phone })
  const ofVersion = (flow: string, version: number) => catalogue.version(flow, version).bundle.flow
  const slotsOf = (flow: string) => told.get(flow)?.slots ?? []
  return {
    catalogue,
    set: (launch) => void told.set(launch.installed.flow, launch),
    access: (flow, version) => {
      const { bundle } = catalogue.version(flow, version)
      return accessOf(bundle.flow, slotsOf(flow), bundle.connectors)
    },
    places: (flow, version) => placesOf(ofVersion(flow, version), slotsOf(flow)),
  }
}
