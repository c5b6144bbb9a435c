/** Asks models: the practice model at once, those of vendors through the network that is given, behind its seal. */
import { type ModelPort, type Network, practiceAnswer } from '#engine'

export function createModels(network: Network): ModelPort {
  return {
    async ask(job, _signal) {
      if (job.speaks === 'practice') {
        const { value, tokens } = practiceAnswer(job)
        return { said: { value }, tokens, headers: {} }
      }
      // The vendors' libraries are large: they are read when the first question is asked.
      return (await import('./vendors.ts')).askVendor(network, job)
    },
  }
}
