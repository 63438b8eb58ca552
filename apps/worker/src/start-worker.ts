import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { withCrashPoints } from './crash-points.ts'
import { createDeps } from './create-deps.ts'
import { createMailer } from './create-mailer.ts'
import { createPictures } from './create-pictures.ts'
import { depositLoops } from './deposits/deposit-loops.ts'
import { queueLoops } from './dispatch/queue-loops.ts'
import { createReporter } from './dispatch/report-results.ts'
import { startHealthServer } from './health-server.ts'
import { ledgerLoops } from './ledger/ledger-loops.ts'
import { startLoop, type StartLoop } from './loops/start-loop.ts'
import { watchLoops } from './loops/watch-loops.ts'
import { watchVault } from './vault/vault-watch.ts'
import { sendDueMail } from './mail/send-due-mail.ts'
import { pictureLoops } from './image/picture-loops.ts'
import { paymentLoops } from './payments/payment-loops.ts'
import { callAs } from './worker-caller.ts'
import type { WorkerEnvironment } from './worker-environment.ts'

export type RunningWorker = { id: string; healthUrl: string; stop(): Promise<void> }

/** Calls under way get this long to end when the process is told to stop. */
const drainMs = 25_000

/** Starts every loop of a worker: generating, leases, deposits, balances, payments, maturing, ledger, mail. */
export async function startWorker(env: WorkerEnvironment): Promise<RunningWorker> {
  const id = `${hostname().slice(0, 30)}-${process.pid}-${randomBytes(4).toString('hex')}`
  const { deps, close } = createDeps(env)
  const { wake, log } = deps
  const { caller, upstreams, storage } = withCrashPoints(env.AETHERFLOW_MODE, env.CRASH_AT, {
    ...deps,
    caller: callAs(id, deps),
  })
  const pictures = createPictures(env)
  const vault = watchVault(env.ring, log)
  const shared = { caller, ring: env.ring, vault, upstreams }
  const deposits = { ...shared, simulatedKeysOnly: env.AETHERFLOW_MODE !== 'production' }
  const mailer = createMailer(env)
  const watch = watchLoops()
  const loop: StartLoop = (name, everyMs, round) => startLoop({ name, everyMs, round, log, watch })

  await caller.tasks.heartbeat({ claims: [] })
  const queue = queueLoops(
    {
      ...shared,
      storage,
      prepare: pictures.prepare,
      reporter: createReporter(caller, log),
      most: env.WORKER_CONCURRENCY,
      log,
    },
    loop,
  )
  const payments = paymentLoops(caller, loop)
  const loops = {
    ...queue.loops,
    ...depositLoops(deposits, loop),
    ...payments.all,
    ...ledgerLoops(caller, loop, log),
    mature: loop('mature', 60_000, () => caller.wallet.mature({ limit: 100 })),
    expire: loop('expire', 60_000, () => caller.wallet.expireBonus({ limit: 100 })),
    low: loop('low-balance', 30_000, () => caller.wallet.noticeLowBalance({ limit: 100 })),
    disputes: loop('disputes', 2_000, () => caller.disputes.executeDecided({ limit: 20 })),
    adjustments: loop('adjustments', 5_000, () => caller.admin.executeAdjustments({ limit: 20 })),
    ...pictureLoops(caller, loop),
    mail: loop('mail', 5_000, () => sendDueMail(caller, mailer)),
  }
  const unsubscribe = [
    wake.on('tasks', loops.claim.wake),
    wake.on('verifications', loops.verify.wake),
    wake.on('gateway-events', payments.wake),
    wake.on('outbox', loops.mail.wake),
  ]
  const health = await startHealthServer(deps, env.WORKER_HEALTH_PORT, { ...watch, ...vault })
  log.info({ workerId: id, health: health.url }, 'worker started')
  return {
    id,
    healthUrl: health.url,
    async stop() {
      log.info({ workerId: id, inFlight: queue.inFlight() }, 'worker stopping')
      unsubscribe.forEach((end) => end())
      const stopped = Promise.all(Object.values(loops).map((one) => one.stop()))
      await Promise.all([stopped, queue.stop(drainMs)])
      await vault.withdraw(caller)
      await Promise.all([pictures.close(), health.close()])
      await close()
      log.info({ workerId: id, unfinished: queue.inFlight() }, 'worker stopped')
    },
  }
}
