import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { deliverImages } from '../wallet/testing/deliver-images.ts'
import { addCredits, addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { setUserStatus } from './set-user-status.ts'
import { deskStage, textOf } from './testing/desk-stage.ts'

const desk = deskStage()

describe('finding users', () => {
  test('by the beginning of an address, in any case, and by id', async () => {
    const user = await addUser(desk.test)
    await addUser(desk.test)
    const search = async (text: string) =>
      (await desk.first().users({ search: text })).users.map(({ id }) => id)
    expect(await search(user.email.slice(0, 9).toUpperCase())).toEqual([user.id])
    expect(await search(user.id)).toEqual([user.id])
    expect(await search('%')).toEqual([])
    expect(await search(user.email.replace('u-', '__'))).toEqual([])
  })

  test('by role and status, page by page', async () => {
    const made = [
      await addUser(desk.test, 'provider'),
      await addUser(desk.test, 'provider'),
      await addUser(desk.test, 'provider'),
    ]
    const page = await desk.first().users({ role: 'provider', limit: 2 })
    expect(page.more).toBe(true)
    const rest = await desk.first().users({ role: 'provider', before: page.users[1]?.id })
    const ids = [...page.users, ...rest.users].map(({ id }) => id)
    expect(ids).toEqual(
      made
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    expect((await desk.first().users({ status: 'disabled' })).users).toEqual([])
  })
})

test('shows a user with balances and what concerns them, and no secret', async () => {
  const user = await addUser(desk.test)
  const provider = await addUser(desk.test, 'provider')
  await addCredits(desk.test, user, 100)
  await deliverImages(desk.test, user, provider)
  await desk.test.admin.query(
    `UPDATE users SET password_hash = '$argon2id$canary', totp_sealed = 'canary' WHERE id = $1`,
    [user.id],
  )
  const shown = await desk.first().user({ userId: user.id })
  expect(shown).toMatchObject({
    user: { id: user.id, email: user.email, status: 'active' },
    balances: { available: 9_750n, spendable: 9_750n, held: 0n, debt: 0n },
    counts: { runs: 1, delivered: 1, orders: 1, disputes: 0, resources: 0 },
    orders: [{ credits: 10_000n, status: 'credited' }],
  })
  expect(textOf(shown)).not.toMatch(/argon2|canary/)
  expect(textOf(await desk.first().users({ search: user.id }))).not.toMatch(/argon2|canary/)
})

test('reads somebody’s statement as they read it', async () => {
  const user = await addUser(desk.test)
  await addCredits(desk.test, user, 100)
  const { lines } = await desk.first().userStatement({ userId: user.id })
  expect(lines).toMatchObject([{ type: 'recharge', amount: 10_000n, spendableAfter: 10_000n }])
})

test('knows what accounts held at a moment', async () => {
  const user = await addUser(desk.test)
  const before = new Date(Date.now() - 60_000)
  await addCredits(desk.test, user, 100)
  const at = async (moment: Date) =>
    (await desk.first().balancesAt({ userId: user.id, at: moment })).balances.available
  expect(await at(before)).toBe(0n)
  expect(await at(new Date(Date.now() + 60_000))).toBe(10_000n)
})

describe('freezing', () => {
  const freezing = (userId: string, status: 'active' | 'frozen' = 'frozen') => ({
    ...desk.reviewing(),
    userId,
    status,
  })
  const freeze = (userId: string) => codeOf(setUserStatus(desk.ctxOf(0), freezing(userId)))

  test('freezes and unfreezes with a reason in the audit log, once per request', async () => {
    const user = await addUser(desk.test)
    const input = freezing(user.id)
    expect(await desk.first().setUserStatus(input)).toMatchObject({ status: 'frozen' })
    expect(await desk.first().setUserStatus(input)).toMatchObject({ status: 'frozen' })
    expect(await desk.second().setUserStatus(freezing(user.id, 'active'))).toMatchObject({
      status: 'active',
    })
    const subject = { kind: 'user', id: user.id }
    const { events } = await desk.first().audit({ subject })
    expect(events).toMatchObject([
      { action: 'admin.set_user_status', actor: { id: desk.admins[1].id } },
      {
        action: 'admin.set_user_status',
        actor: { id: desk.admins[0].id, email: desk.admins[0].email },
        actorKind: 'admin',
        detail: { from: 'active', to: 'frozen', reason: 'I looked at it' },
      },
    ])
    const other = { ...input, reason: 'for another reason' }
    expect(await codeOf(setUserStatus(desk.ctxOf(0), other))).toBe('IDEMPOTENCY_CONFLICT')
  })

  test('refuses what is so already, closed accounts, admins, and nobody', async () => {
    const user = await addUser(desk.test)
    await desk.first().setUserStatus(freezing(user.id))
    expect(await freeze(user.id)).toBe('STATE_CHANGED')
    await desk.test.admin.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [user.id])
    expect(await freeze(user.id)).toBe('STATE_CHANGED')
    expect(await freeze(desk.admins[1].id)).toBe('FORBIDDEN')
    expect(await freeze(desk.admins[0].id)).toBe('FORBIDDEN')
    expect(await freeze(randomUUID())).toBe('NOT_FOUND')
  })

  test('is a door that takes active admins alone, whoever calls it', async () => {
    const user = await addUser(desk.test)
    const set = (admin: string, status: string) =>
      codeOf(
        desk.test.deps.sql.query(
          { name: '', text: `SELECT ledger.set_user_status($1, $2, $3, 'because', '')` },
          [admin, user.id, status],
        ),
      )
    expect(await set(user.id, 'frozen')).toBe('FORBIDDEN')
    expect(await set(desk.admins[0].id, 'disabled')).toBe('INPUT_INVALID')
    await expect(
      desk.test.deps.sql.query(
        { name: '', text: `UPDATE users SET status = 'frozen' WHERE id = $1` },
        [user.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the audit log', () => {
  test('is listed newest first, by actor and page by page', async () => {
    const user = await addUser(desk.test)
    for (const status of ['frozen', 'active', 'frozen'] as const)
      await desk.second().setUserStatus({ ...desk.reviewing(), userId: user.id, status })
    const actorId = desk.admins[1].id
    const page = await desk.first().audit({ actorId, limit: 2 })
    expect(page.more).toBe(true)
    expect(page.events.every(({ actor }) => actor?.id === actorId)).toBe(true)
    const rest = await desk.first().audit({ actorId, limit: 1, before: page.events[1]?.id })
    expect(rest.events[0]?.subjectId).toBe(user.id)
    expect(rest.events[0]?.id).toBeLessThan(page.events[1]?.id ?? 0n)
  })
})
