/** While a studio is open: people are reminded, and runs go on whose answer or time came, wherever they were answered. */
import type { Context } from './context.ts'
import { incident } from './failures.ts'
import { remindPeople } from './people.ts'

const EVERY = 30_000

/** Looks at once and then every half minute, until the returned function is called; resolves when the last look is over. */
export function tendPeople(context: Context): () => Promise<void> {
  let looking = Promise.resolve()
  const look = () => {
    looking = looking
      .then(() => remindPeople(context))
      .then(() => undefined)
      .catch((error) => void incident(context.options.dataFolder, error))
  }
  const timer = setInterval(look, EVERY)
  timer.unref()
  look()
  return () => {
    clearInterval(timer)
    return looking
  }
}
