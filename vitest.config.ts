import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests never touch the rate budgets and key files of the person who runs them. */
const stateFolder = join(tmpdir(), `sluice-test-state-${process.pid}`)

/** `unit` stands beside its source; the other suites need processes, sockets or a browser and live in test/. */
export default defineConfig({
  test: {
    env: { SLUICE_STATE: stateFolder, SLUICE_KEYS: join(stateFolder, 'keys') },
    // What is waited for comes when it comes, on slow machines as well.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: [fileURLToPath(new URL('test/seed.ts', import.meta.url))],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{engine,connectors,sandbox,adapters,protocol,studio,server,cli,web,electron,renderer,examples,build}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 20_000,
          // Files of one worker share what they import: most of the time went into reading the same modules again.
          isolate: false,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: ['test/e2e/setup.ts'],
        },
      },
    ],
  },
})
