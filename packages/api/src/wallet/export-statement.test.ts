import { verifyAddress } from '@aetherflow/crypto/signed-address'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { exportProviderMonth } from './export-provider-month.ts'
import { exportStatement } from './export-statement.ts'
import { openExport } from './open-export.ts'
import { exportInput, type ExportInput } from './statement-schemas.ts'
import { deliverImages } from './testing/deliver-images.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const year = (changes: Partial<ExportInput> = {}): ExportInput => ({
  from: new Date('2026-01-01'),
  until: new Date('2027-01-01'),
  types: [],
  locale: 'en',
  ...changes,
})

async function fileOf(user: TestUser, url: string): Promise<string[] | null> {
  const verdict = verifyAddress(t.deps.addressSecret, url, t.clock.now().getTime())
  if (!verdict.ok) throw new Error(verdict.reason)
  const file = openExport(t.deps, user.id, verdict.path)
  if (file === null) return null
  const pieces = []
  for await (const piece of file.pieces) pieces.push(piece)
  return pieces.join('').split('\r\n').slice(0, -1)
}

/** So many lines a minute apart, as the ledger would have written them. */
async function addLines(user: TestUser, count: number): Promise<void> {
  await t.admin.query(
    `INSERT INTO statement_lines (user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
       spendable_after, held_after, pending_after, description, created_at)
     SELECT $1, gen_random_uuid(), CASE WHEN n % 2 = 0 THEN 'bonus' ELSE 'earn' END::statement_type, n, n, 0, 0, n, 0, 0,
       '=HYPERLINK("x")', '2026-02-01T00:00:00Z'::timestamptz + n * interval '1 minute'
     FROM generate_series(1, $2) n ORDER BY n`,
    [user.id, count],
  )
}

describe('a statement as a file', () => {
  test('holds every line once, oldest first, however many batches it takes', async () => {
    const user = await addUser(t)
    await addLines(user, 1_207)
    const lines = await fileOf(user, exportStatement(userCtx(t.deps, user), year()).url)
    expect(lines?.[0]).toMatch(/^\uFEFFEntry id,Time \(UTC\),Type,/)
    expect(lines).toHaveLength(1_208)
    const amounts = lines?.slice(1).map((line) => line.split(',').at(-12))
    expect(amounts?.[0]).toBe('0.01')
    expect(amounts?.at(-1)).toBe('12.07')
    expect(new Set(amounts).size).toBe(1_207)
    expect(lines?.[1]).toContain(`"'=HYPERLINK(""x"")"`)
  })

  test('speaks Chinese, keeps to its period and its types', async () => {
    const user = await addUser(t)
    await addLines(user, 10)
    const asked = year({
      from: new Date('2026-02-01T00:03:00Z'),
      until: new Date('2026-02-01T00:07:00Z'),
      types: ['bonus'],
      locale: 'zh',
    })
    const lines = await fileOf(user, exportStatement(userCtx(t.deps, user), asked).url)
    expect(lines?.[0]).toMatch(/^\uFEFF流水 ID,/)
    expect(lines?.slice(1).map((line) => line.split(',').slice(1, 4).join(' '))).toEqual([
      '2026-02-01T00:04:00.000Z bonus 赠送',
      '2026-02-01T00:06:00.000Z bonus 赠送',
    ])
  })

  test('is nobody’s but its owner’s', async () => {
    const [owner, other] = [await addUser(t), await addUser(t)]
    const { url } = exportStatement(userCtx(t.deps, owner), year())
    expect(await fileOf(other, url)).toBeNull()
    expect(await fileOf(owner, url)).toHaveLength(1)
  })

  test('reads nothing before somebody takes it, and no further than they take', async () => {
    const user = await addUser(t)
    await addLines(user, 1_500)
    const { url } = exportStatement(userCtx(t.deps, user), year())
    const asked: string[] = []
    const sql: typeof t.deps.sql = {
      query: (statement, values) => {
        asked.push(statement.name)
        return t.deps.sql.query(statement, values)
      },
    }
    const file = openExport({ sql }, user.id, url.split('?')[0] ?? '')
    expect(asked).toEqual([])
    await file?.pieces.next()
    await file?.pieces.next()
    await file?.pieces.return(undefined)
    expect(asked.filter((name) => name === 'statement_export')).toHaveLength(1)
  })

  test.each([
    ['more than a year', { until: new Date('2027-01-03') }],
    ['a period that ends before it begins', { until: new Date('2025-01-01') }],
    ['a language of one’s own', { locale: 'fr' }],
  ])('is refused for %s', (_name, changes) => {
    expect(exportInput.safeParse({ ...year(), ...changes }).success).toBe(false)
  })

  test.each([
    '/api/exports/statement/ID/1/x/en/all',
    '/api/exports/statement/ID/2/1/en/all',
    '/api/exports/statement/ID/1/2/en/everything',
    '/api/exports/statement/ID/1/2/fr/all',
    '/api/exports/provider/ID/2026-13/en',
    '/api/exports/other/ID/1/2/en/all',
    '/api/exports/statement',
  ])('is not made of a path such as %s', async (path) => {
    const user = await addUser(t)
    expect(openExport(t.deps, user.id, path.replace('ID', user.id))).toBeNull()
  })
})

test('a provider’s month as a file says what each image paid, and not whose it was', async () => {
  const [consumer, provider] = [await addUser(t), await addUser(t, 'provider')]
  await addCredits(t, consumer, 100)
  const { taskIds, resourceId } = await deliverImages(t, consumer, provider, { count: 2 })
  const month = t.clock.now().toISOString().slice(0, 7)
  const { url } = exportProviderMonth(userCtx(t.deps, provider), { month, locale: 'en' })
  const lines = await fileOf(provider, url)
  expect(lines).toHaveLength(3)
  expect(
    lines
      ?.slice(1)
      .map((line) => line.split(',')[0])
      .toSorted(),
  ).toEqual(taskIds.toSorted())
  expect(lines?.[1]).toContain(`${resourceId},stability:core,2.50,0.50,2.00,0.00,0.00,open,`)
  expect(lines?.join('')).not.toContain(consumer.id)
  expect(await fileOf(consumer, url)).toBeNull()
})
