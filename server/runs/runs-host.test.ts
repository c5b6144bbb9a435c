import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenSecrets, openSecrets } from '#adapters/secrets'
import { openServerStore, type ServerStore } from '#adapters/sqlite/server-store'
import { createTold } from '../intake/told.ts'
import { createRunsHost, type RunsHost } from './runs-host.ts'

let dataFolder = ''
let secrets: OpenSecrets
let server: ServerStore
let host: RunsHost
let bugs: unknown[] = []

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'sluice-runs-host-'))
  secrets = openSecrets(dataFolder)
  server = openServerStore(dataFolder, secrets.vault)
  bugs = []
  host = createRunsHost({ dataFolder, server, told: createTold(), onBug: (error) => bugs.push(error) })
})
afterEach(async () => {
  await host.close()
  server.close()
  secrets.close()
  rmSync(dataFolder, { recursive: true })
})

/** The thread that is started next. */
const nextThread = async (): Promise<Worker> => {
  const [worker] = (await once(process, 'worker')) as [Worker]
  return worker
}

describe('the thread of the runs', () => {
  it('is started again when it breaks down, and finds its store free', async () => {
    const [first] = await Promise.all([nextThread(), host.open()])
    expect(await host.lastRun('leads')).toBeUndefined()
    const second = nextThread()
    await first.terminate()
    await expect(host.lastRun('leads')).rejects.toThrow('ended')
    await second
    expect(await host.holds('leads', 0, 10)).toEqual({ total: 0, holds: [] })
    expect(bugs).toEqual([])
  })

  it('belongs to one server: a second one is told who has the folder', async () => {
    await host.open()
    const other = createRunsHost({ dataFolder, server, told: createTold(), onBug: () => undefined })
    await expect(other.open()).rejects.toMatchObject({ code: 'data.owned', values: { pid: String(process.pid) } })
    await other.close()
  })
})
