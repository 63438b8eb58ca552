import { randomUUID } from 'node:crypto'
import { beforeEach } from 'vitest'
import { createCaller } from '../../app-router.ts'
import { addResource, delivered, submitTasks } from '../../tasks/testing/arrange-tasks.ts'
import { queueMarket } from '../../tasks/testing/queue-market.ts'
import { addUser } from '../../testing/arrange.ts'
import { type TestUser, userCtx, workerCtx } from '../../testing/contexts.ts'
import { createWorkerCaller } from '../../worker-router.ts'
import type { DecideDispute } from '../desk-schemas.ts'
import type { DisputeView, OpenDispute } from '../schemas.ts'

const words = 'it shows two left hands instead of one'

/** A market where a provider delivers at 3.00 a picture, a consumer who disputes, and two admins. */
export function court() {
  const market = queueMarket()
  let provider: TestUser
  let admins: [TestUser, TestUser]
  beforeEach(async () => {
    const { test } = market
    provider = await addUser(test, 'provider')
    await addResource(test, { owner: provider })
    admins = [await addUser(test, 'admin'), await addUser(test, 'admin')]
  })
  const as = (user: TestUser) => createCaller(userCtx(market.test.deps, user))

  /** One delivered and paid picture; answers its task. */
  async function deliver(consumer: TestUser = market.user): Promise<string> {
    await submitTasks(market.test, consumer)
    const call = await market.dispatchOne()
    await market.worker.succeed({ results: [delivered(call)] })
    return call.taskId
  }
  async function dispute(changes: Partial<OpenDispute> = {}): Promise<DisputeView> {
    const { taskId = await deliver(), ...rest } = changes
    const input = { clientId: randomUUID(), type: 'poor_quality' as const, description: words }
    return as(market.user).disputes.open({ ...input, ...rest, taskId })
  }
  function decide(
    disputeId: string,
    changes: Partial<DecideDispute> = {},
    admin: TestUser = admins[0],
  ) {
    return as(admin).admin.decideDispute({
      clientId: randomUUID(),
      disputeId,
      decision: 'refund_full',
      resolution: 'the hands are wrong indeed',
      ...changes,
    })
  }
  return {
    market,
    get test() {
      return market.test
    },
    get consumer() {
      return market.user
    },
    get provider() {
      return provider
    },
    get admins() {
      return admins
    },
    as,
    deliver,
    dispute,
    decide,
    /** One turn of the worker. */
    execute: () =>
      createWorkerCaller(workerCtx(market.test.workerDeps)).disputes.executeDecided({ limit: 20 }),
    /** From now on a second admin has to agree to anything above this. */
    limitApproval: (hundredths: number) =>
      market.test.admin.query(
        `INSERT INTO settings (key, version, value, reason)
         SELECT 'approval.limit', max(version) + 1, to_jsonb($1::int), 'test' FROM settings WHERE key = 'approval.limit'`,
        [hundredths],
      ),
    /** Templates of the mails that wait for somebody, oldest first. */
    async mailsTo(user: TestUser): Promise<string[]> {
      const { rows } = await market.test.admin.query<{ template: string }>(
        'SELECT template FROM outbox_messages WHERE user_id = $1 ORDER BY id',
        [user.id],
      )
      return rows.map(({ template }) => template)
    },
    /** What the audit log says happened to a dispute. */
    async auditOf(disputeId: string): Promise<string[]> {
      const { rows } = await market.test.admin.query<{ action: string }>(
        `SELECT action FROM audit_events WHERE subject_kind = 'dispute' AND subject_id = $1 ORDER BY id`,
        [disputeId],
      )
      return rows.map(({ action }) => action)
    },
  }
}
