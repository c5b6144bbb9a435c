/** Runs made real on this machine: the engine's driver over a store, the network behind its seal, and whoever watches. */
export { acceptDrift, type DriftLook, lookForDrift } from './drift-watch.ts'
export { type RunHandle, Runner, type RunnerOptions, type RunRequest } from './runner.ts'
export type { RunListener } from './watch.ts'
