/** Removes what live records held once it was kept long enough, every hour: by default after 90 days, else as the installed flow says. */
import type { Store } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import type { Catalogue } from '../flows/catalogue.ts'

const HOUR = 3_600_000

/** Answers what ends it. */
export function keepTidy(store: Store, catalogue: Catalogue, bug: (error: unknown) => void): () => void {
  const look = () => {
    try {
      const days = new Map(
        catalogue.all().map(({ installed, bundle }) => [installed.flow, bundle.flow.settings.keepDays] as const),
      )
      store.retention.prune(systemClock.now(), (flow) => days.get(flow))
    } catch (error) {
      bug(error)
    }
  }
  const hourly = setInterval(look, HOUR).unref()
  return () => clearInterval(hourly)
}
