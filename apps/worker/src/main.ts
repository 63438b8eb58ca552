import { startWorker } from './start-worker.ts'
import { readWorkerEnvironment } from './worker-environment.ts'

/** A stop that hangs, on a database that went away for one, ends here; leases tell the others. */
const longestStopMs = 45_000

try {
  const worker = await startWorker(await readWorkerEnvironment(process.env))
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: worker.healthUrl, workerId: worker.id })}\n`,
  )
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), longestStopMs).unref()
    worker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`${JSON.stringify({ level: 'error', at: 'start', error: String(error) })}\n`)
  process.exit(1)
}
