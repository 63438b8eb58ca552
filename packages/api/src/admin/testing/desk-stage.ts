import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { createCaller } from '../../app-router.ts'
import { addUser } from '../../testing/arrange.ts'
import { type TestUser, userCtx, workerCtx } from '../../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { createWorkerCaller } from '../../worker-router.ts'

/** A database per file, two admins at the desk, and a turn of the worker at hand. */
export function deskStage() {
  let test: TestDeps
  let admins: [TestUser, TestUser]
  beforeAll(async () => {
    test = await createTestDeps()
    test.simulator.setCallbacks({ copies: 0 })
    admins = [await addUser(test, 'admin'), await addUser(test, 'admin')]
  })
  afterAll(() => test.close())
  const as = (user: TestUser) => createCaller(userCtx(test.deps, user)).admin
  return {
    get test() {
      return test
    },
    get admins() {
      return admins
    },
    as,
    /** The first admin's desk, and the second's. */
    first: () => as(admins[0]),
    second: () => as(admins[1]),
    ctxOf: (at: 0 | 1) => userCtx(test.deps, admins[at]),
    worker: () => createWorkerCaller(workerCtx(test.workerDeps)),
    reviewing: () => ({ clientId: randomUUID(), reason: 'I looked at it' }),
    async setSetting(key: string, value: number): Promise<void> {
      await test.admin.query(
        `INSERT INTO settings (key, version, value, reason)
         SELECT $1::varchar, coalesce(max(version), 0) + 1, to_jsonb($2::int), 'test' FROM settings WHERE key = $1::varchar`,
        [key, value],
      )
    },
    /** What the audit log says about a subject, oldest first. */
    async auditOf(kind: string, id: string): Promise<string[]> {
      const { rows } = await test.admin.query<{ action: string }>(
        'SELECT action FROM audit_events WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id',
        [kind, id],
      )
      return rows.map(({ action }) => action)
    },
  }
}

/** Everything an answer holds, as text to look for what must not be in it. */
export function textOf(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}
