import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { createDeps } from './create-deps.ts'
import { createMailer } from './create-mailer.ts'
import { createPictures } from './create-pictures.ts'
import { syncBalances } from './deposits/sync-balances.ts'
import { verifyDue } from './deposits/verify-due.ts'
import { createDispatcher } from './dispatch/create-dispatcher.ts'
import { createReporter } from './dispatch/report-results.ts'
import { startHealthServer } from './health-server.ts'
import { ledgerLoops } from './ledger/ledger-loops.ts'
import { startLoop, type StartLoop } from './loops/start-loop.ts'
import { sendDueMail } from './mail/send-due-mail.ts'
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
  const { wake, upstreams, storage, log } = deps
  const caller = callAs(id, deps)
  const pictures = createPictures(env)
  const reporter = createReporter(caller, log)
  const dispatcher = createDispatcher({
    caller,
    ring: env.ring,
    upstreams,
    storage,
    prepare: pictures.prepare,
    reporter,
    maxInFlight: env.WORKER_CONCURRENCY,
    onFree: () => loops.claim.wake(),
    log,
  })
  const deposits = {
    caller,
    ring: env.ring,
    upstreams,
    simulatedKeysOnly: env.AETHERFLOW_MODE !== 'production',
  }
  const mailer = createMailer(env)
  const loop: StartLoop = (name, everyMs, round) => startLoop({ name, everyMs, round, log })
  const once = async (work: Promise<unknown>) => (await work, { more: false })

  await caller.tasks.heartbeat({ claims: [] })
  const payments = paymentLoops(caller, loop)
  const loops = {
    claim: loop('claim', 1_000, () => dispatcher.round()),
    heartbeat: loop('heartbeat', 10_000, () => once(dispatcher.heartbeat())),
    sweep: loop('sweep', 5_000, () => once(caller.tasks.sweep())),
    verify: loop('verify', 1_000, () => verifyDue(deposits)),
    balances: loop('balances', 15_000, () => syncBalances(deposits)),
    ...payments.all,
    ...ledgerLoops(caller, loop, log),
    mature: loop('mature', 60_000, () => caller.wallet.mature({ limit: 100 })),
    expire: loop('expire', 60_000, () => caller.wallet.expireBonus({ limit: 100 })),
    low: loop('low-balance', 30_000, () => caller.wallet.noticeLowBalance({ limit: 100 })),
    disputes: loop('disputes', 2_000, () => caller.disputes.executeDecided({ limit: 20 })),
    adjustments: loop('adjustments', 5_000, () => caller.admin.executeAdjustments({ limit: 20 })),
    images: loop('images', 60_000, () => caller.tasks.removeDeleted({ limit: 100 })),
    mail: loop('mail', 5_000, () => sendDueMail(caller, mailer)),
  }
  const unsubscribe = [
    wake.on('tasks', loops.claim.wake),
    wake.on('verifications', loops.verify.wake),
    wake.on('gateway-events', payments.wake),
    wake.on('outbox', loops.mail.wake),
  ]
  const health = await startHealthServer(deps, env.WORKER_HEALTH_PORT)
  log.info({ workerId: id, health: health.url }, 'worker started')
  return {
    id,
    healthUrl: health.url,
    async stop() {
      log.info({ workerId: id, inFlight: dispatcher.inFlight() }, 'worker stopping')
      unsubscribe.forEach((end) => end())
      const { heartbeat, ...others } = loops
      const stopped = Promise.all(Object.values(others).map((one) => one.stop()))
      await dispatcher.drain(drainMs)
      await Promise.all([stopped, heartbeat.stop()])
      await Promise.all([pictures.close(), health.close()])
      await close()
      log.info({ workerId: id, unfinished: dispatcher.inFlight() }, 'worker stopped')
    },
  }
}
