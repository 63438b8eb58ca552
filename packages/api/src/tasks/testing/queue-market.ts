import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { addCredits, addUser } from '../../testing/arrange.ts'
import type { TestUser } from '../../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import type { ClaimedCall, Fail } from '../worker-schemas.ts'
import { decisionsWritten } from '../internal/append-decisions.ts'
import { clearMarket, type TestResource, workerCaller } from './arrange-tasks.ts'

/** A database per file and a market per test, with a consumer who has 100 credits and one worker. */
export function queueMarket() {
  let test: TestDeps
  let user: TestUser
  let worker: ReturnType<typeof workerCaller>
  beforeAll(async () => {
    test = await createTestDeps()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    await clearMarket(test)
    user = await addUser(test)
    await addCredits(test, user, 100)
    worker = workerCaller(test)
  })

  async function claimOne(): Promise<ClaimedCall> {
    // A task that nobody can take steps aside at the first try.
    for (let at = 0; at < 3; at++) {
      const [call] = (await worker.claim({ limit: 1 })).calls
      await decisionsWritten(test.workerDeps)
      if (call !== undefined) return call
    }
    throw new Error('nothing to claim')
  }
  async function dispatchOne(): Promise<ClaimedCall> {
    const call = await claimOne()
    expect(await worker.dispatching(ref(call))).toMatchObject({ ok: true })
    return call
  }
  return {
    /** A door that no procedure opens alone, as the worker. */
    run: (text: string) => test.workerDeps.pool.query(text),
    get test() {
      return test
    },
    get user() {
      return user
    },
    get worker() {
      return worker
    },
    claimOne,
    dispatchOne,
    attemptRow: async (call: ClaimedCall) => {
      const { rows } = await test.admin.query(
        `SELECT state, error_code, slot_held, credits_held, loss_due, upstream_request_id,
           job_ref, resumes, resolution, billed, billed_e4::text
         FROM attempts WHERE id = $1`,
        [call.attemptId],
      )
      return rows[0]
    },
    resourceRow: async (resource: TestResource) => {
      const { rows } = await test.admin.query(
        `SELECT r.status, r.status_reason, c.breaker_until, c.failures, u.locked_until FROM resources r
         JOIN resource_counters c ON c.resource_id = r.id JOIN upstream_accounts u ON u.id = r.upstream_account_id
         WHERE r.id = $1`,
        [resource.id],
      )
      return rows[0]
    },
  }
}

export type QueueMarket = ReturnType<typeof queueMarket>

export const ref = ({ attemptId, fence }: ClaimedCall) => ({ attemptId, fence })

export const failure = (
  call: ClaimedCall,
  code: Fail['results'][number]['code'],
  retryAfterMs: number | null = null,
) => ({ results: [{ ...ref(call), code, retryAfterMs, requestId: 'req-1', latencyMs: 900 }] })

export const lost = (call: ClaimedCall) => ({
  results: [{ ...ref(call), reason: 'timeout' as const, latencyMs: null }],
})
