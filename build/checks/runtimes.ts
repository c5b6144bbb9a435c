/** Checks the types of every runtime, each against the names that this runtime really has. */
import { runTool } from '../tools.ts'

const RUNTIMES = ['pure', 'node', 'dom', 'preload', 'test'] as const

/** All at once; `ok` when none complains. */
export async function checkTypes(): Promise<{ ok: boolean; output: string }> {
  const results = await Promise.all(
    RUNTIMES.map(async (runtime) => ({
      runtime,
      ...(await runTool('tsc', ['--pretty', '-p', `build/tsconfig.${runtime}.json`], { quiet: true })),
    })),
  )
  const failed = results.filter((result) => !result.ok)
  return {
    ok: failed.length === 0,
    output: failed.map((result) => `Types (${result.runtime}):\n${result.output}`).join('\n'),
  }
}
