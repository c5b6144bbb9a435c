/** The practice systems beside the studio: in a thread of their own, on loopback, with their own file. */
import { parentPort, workerData } from 'node:worker_threads'
import { startPractice } from '#sandbox'

const port = parentPort
if (!port) throw new Error('runs as a worker only')
try {
  const practice = await startPractice({ folder: (workerData as { folder: string }).folder })
  port.on('message', () => void practice.close().then(() => port.close()))
  port.postMessage({ ready: { systems: practice.systems, control: practice.control, pid: practice.pid } })
} catch (error) {
  port.postMessage({ failed: error instanceof Error ? error.message : String(error) })
}
