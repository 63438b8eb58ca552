import { createPool } from '@aetherflow/db/pool'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLimiter } from './create-limiter.ts'
import { codeOf } from './testing/code-of.ts'
import { createTestDeps, type TestDeps } from './testing/test-deps.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const use = async (times: number, key: string, limiter = t.deps.limiter) => {
  for (let count = 0; count < times; count += 1) await limiter.consume('mail', key)
}

test('counts per key and bucket, and says how long to wait', async () => {
  await use(5, 'a')
  await expect(t.deps.limiter.consume('mail', 'a')).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    params: { retryAfterSeconds: expect.any(Number) },
  })
  await use(5, 'b')
  await t.deps.limiter.consume('login-account', 'a')
})

test('counts across processes', async () => {
  const other = createLimiter(t.deps.pool)
  await use(3, 'shared')
  await use(2, 'shared', other)
  expect(await codeOf(t.deps.limiter.consume('mail', 'shared'))).toBe('TOO_MANY_REQUESTS')
  expect(await codeOf(other.consume('mail', 'shared'))).toBe('TOO_MANY_REQUESTS')
})

test('forgets a key that is reset', async () => {
  await use(5, 'again')
  await t.deps.limiter.reset('mail', 'again')
  await use(5, 'again')
  expect(await codeOf(t.deps.limiter.consume('mail', 'again'))).toBe('TOO_MANY_REQUESTS')
})

test('takes a key of any length and content', async () => {
  for (const key of ['x'.repeat(10_000), "'; DROP TABLE users; --", 'nul\u0000', '::1'])
    await expect(t.deps.limiter.consume('mail', key)).resolves.toBeUndefined()
})

test('keeps the wide buckets out of the database', async () => {
  await t.admin.query('DELETE FROM rate_limits')
  await t.deps.limiter.consume('query', 'someone')
  await t.deps.limiter.consume('mutation', 'someone')
  const { rows } = await t.admin.query('SELECT FROM rate_limits')
  expect(rows).toEqual([])
})

test('refuses when its store is down', async () => {
  const pool = createPool('postgres://nobody@127.0.0.1:1/none', { applicationName: 'down' })
  await expect(createLimiter(pool).consume('login-account', 'a')).rejects.toThrow()
  await pool.end()
})
