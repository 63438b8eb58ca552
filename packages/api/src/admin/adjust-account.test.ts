import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { balancesOf } from '../tasks/testing/arrange-tasks.ts'
import { addCredits, addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { adjustAccount, buyOut } from './adjust-account.ts'
import { approveAdjustment, rejectAdjustment } from './review-adjustment.ts'
import { deskStage } from './testing/desk-stage.ts'

const desk = deskStage()
const execute = () => desk.worker().admin.executeAdjustments({ limit: 20 })
const correcting = (userId: string, amount: bigint) => ({
  clientId: randomUUID(),
  userId,
  account: 'available' as const,
  amount,
  reason: 'a top-up was booked twice',
})

describe('a correction', () => {
  test('is recorded by an admin and carried out by the worker, once', async () => {
    const user = await addUser(desk.test)
    const input = correcting(user.id, 5_000n)
    const made = await desk.first().adjust(input)
    expect(made).toMatchObject({
      kind: 'adjust',
      user: { id: user.id, email: user.email },
      amount: 5_000n,
      state: 'approved',
      requestedBy: { id: desk.admins[0].id },
    })
    expect((await desk.first().adjust(input)).id).toBe(made.id)
    expect((await balancesOf(desk.test, user))['available']).toBe(0n)
    expect(await execute()).toEqual({ processed: 1, more: false })
    expect(await execute()).toEqual({ processed: 0, more: false })
    expect((await balancesOf(desk.test, user))['available']).toBe(5_000n)
    expect(await desk.auditOf('user', user.id)).toContain('admin.adjust')
    const { adjustments } = await desk.second().adjustments({ userId: user.id })
    expect(adjustments).toMatchObject([{ id: made.id, state: 'executed', failure: null }])
  })

  test('with other content under its client id is a conflict', async () => {
    const user = await addUser(desk.test)
    const input = correcting(user.id, 100n)
    await adjustAccount(desk.ctxOf(0), input)
    const other = { ...input, amount: 101n }
    expect(await codeOf(adjustAccount(desk.ctxOf(0), other))).toBe('IDEMPOTENCY_CONFLICT')
    await execute()
    expect((await balancesOf(desk.test, user))['available']).toBe(100n)
  })

  test('in many pieces waits for a second admin once they come to more than one decides in a day', async () => {
    const user = await addUser(desk.test)
    const hasty = desk.as(await addUser(desk.test, 'admin'))
    for (let piece = 0; piece < 10; piece += 1)
      expect((await hasty.adjust(correcting(user.id, 10_000n))).state).toBe('approved')
    const { id, state } = await hasty.adjust(correcting(user.id, 1n))
    expect(state).toBe('awaiting_approval')
    await execute()
    expect((await balancesOf(desk.test, user))['available']).toBe(100_000n)
    await desk.first().approveAdjustment({ ...desk.reviewing(), adjustmentId: id })
    await execute()
    expect((await balancesOf(desk.test, user))['available']).toBe(100_001n)
  })

  test('that takes more than is there fails with a code and moves nothing', async () => {
    const user = await addUser(desk.test)
    await addCredits(desk.test, user, 100)
    const { id } = await desk.first().adjust(correcting(user.id, -10_000n))
    const more = await desk.first().adjust(correcting(user.id, -1n))
    await execute()
    const { adjustments } = await desk.first().adjustments({ userId: user.id })
    expect(adjustments).toMatchObject([
      { id: more.id, state: 'failed', failure: 'INSUFFICIENT_CREDITS' },
      { id, state: 'executed' },
    ])
    expect((await balancesOf(desk.test, user))['available']).toBe(0n)
  })

  test('of more than the account holds is refused at once, and nothing is recorded', async () => {
    const user = await addUser(desk.test)
    await addCredits(desk.test, user, 100)
    const tooMuch = correcting(user.id, -10_001n)
    expect(await codeOf(adjustAccount(desk.ctxOf(0), tooMuch))).toBe('INSUFFICIENT_CREDITS')
    const promo = { clientId: randomUUID(), userId: user.id, amount: 1n, reason: 'asked for it' }
    expect(await codeOf(buyOut(desk.ctxOf(0), promo))).toBe('INSUFFICIENT_CREDITS')
    expect((await desk.first().adjustments({ userId: user.id })).adjustments).toEqual([])
  })

  test('of one’s own account is another admin’s', async () => {
    const own = correcting(desk.admins[0].id, 100n)
    expect(await codeOf(adjustAccount(desk.ctxOf(0), own))).toBe('SECOND_ADMIN_REQUIRED')
  })

  test('waits while settlement is stopped', async () => {
    const user = await addUser(desk.test)
    await desk.first().adjust(correcting(user.id, 100n))
    const stop = (on: boolean) =>
      desk.test.admin.query(
        `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', $1, 'I1')
         ON CONFLICT (name) DO UPDATE SET "on" = $1`,
        [on],
      )
    await stop(true)
    expect(await execute()).toEqual({ processed: 0, more: false })
    await stop(false)
    expect(await execute()).toEqual({ processed: 1, more: false })
  })
})

describe('above the limit', () => {
  test('moves only after a second admin agreed', async () => {
    const user = await addUser(desk.test)
    const { id } = await desk.first().adjust(correcting(user.id, 10_001n))
    const shown = async (at: 'first' | 'second') =>
      (await desk[at]().adjustments({ userId: user.id })).adjustments[0]
    expect(await shown('first')).toMatchObject({ state: 'awaiting_approval', mayApprove: false })
    expect(await shown('second')).toMatchObject({ mayApprove: true })
    expect(await execute()).toEqual({ processed: 0, more: false })
    const review = { ...desk.reviewing(), adjustmentId: id }
    expect(await codeOf(approveAdjustment(desk.ctxOf(0), review))).toBe('SECOND_ADMIN_REQUIRED')
    expect(await approveAdjustment(desk.ctxOf(1), review)).toMatchObject({
      state: 'approved',
      approvedBy: { id: desk.admins[1].id },
    })
    expect(await approveAdjustment(desk.ctxOf(1), review)).toMatchObject({ state: 'approved' })
    await execute()
    expect((await balancesOf(desk.test, user))['available']).toBe(10_001n)
    const late = { ...desk.reviewing(), adjustmentId: id }
    expect(await codeOf(rejectAdjustment(desk.ctxOf(1), late))).toBe('STATE_CHANGED')
  })

  test('moves nothing when it is rejected', async () => {
    const user = await addUser(desk.test)
    await addCredits(desk.test, user, 500)
    const { id } = await desk.first().adjust(correcting(user.id, -20_000n))
    const review = { ...desk.reviewing(), adjustmentId: id }
    expect(await rejectAdjustment(desk.ctxOf(1), review)).toMatchObject({ state: 'rejected' })
    await execute()
    expect((await balancesOf(desk.test, user))['available']).toBe(50_000n)
    const again = { ...desk.reviewing(), adjustmentId: id }
    expect(await codeOf(approveAdjustment(desk.ctxOf(1), again))).toBe('STATE_CHANGED')
  })

  test('is not for the admin whose account it is', async () => {
    const { id } = await desk.first().adjust(correcting(desk.admins[1].id, 20_000n))
    const review = { ...desk.reviewing(), adjustmentId: id }
    expect(await codeOf(approveAdjustment(desk.ctxOf(1), review))).toBe('SECOND_ADMIN_REQUIRED')
  })
})

describe('a buy-out', () => {
  test('is closed until an operator opens its budget', async () => {
    const provider = await addUser(desk.test, 'provider')
    await desk.test.admin.query(
      `UPDATE accounts SET balance = 700 WHERE user_id = $1 AND kind = 'promo_earned'`,
      [provider.id],
    )
    const buying = { userId: provider.id, amount: 300n, reason: 'the month’s budget' }
    const closed = await desk.first().buyOut({ clientId: randomUUID(), ...buying })
    expect(closed).toMatchObject({ kind: 'buy_out', account: 'promo_earned', amount: -300n })
    await execute()
    await desk.setSetting('buyOut.providerDailyCap', 1_000)
    await desk.setSetting('buyOut.dailyBudget', 1_000)
    await desk.first().buyOut({ clientId: randomUUID(), ...buying })
    await execute()
    const { adjustments } = await desk.first().adjustments({ userId: provider.id })
    expect(adjustments.map(({ state, failure }) => [state, failure])).toEqual([
      ['executed', null],
      ['failed', 'BUY_OUT_CLOSED'],
    ])
    expect(await balancesOf(desk.test, provider)).toMatchObject({
      promo_earned: 400n,
      earned: 300n,
    })
  })

  test('is repeated safely', async () => {
    const provider = await addUser(desk.test, 'provider')
    const input = {
      clientId: randomUUID(),
      userId: provider.id,
      amount: 1n,
      reason: 'the month’s budget',
    }
    await desk.test.admin.query(
      `UPDATE accounts SET balance = 1 WHERE user_id = $1 AND kind = 'promo_earned'`,
      [provider.id],
    )
    const [one, two] = await Promise.all([
      buyOut(desk.ctxOf(0), input),
      buyOut(desk.ctxOf(0), input),
    ])
    expect(two.id).toBe(one.id)
  })
})

test.each(['consumer', 'provider'] as const)('nothing of it is for a %s', async (role) => {
  const user = await addUser(desk.test, role)
  await expect(desk.as(user).adjust(correcting(user.id, 100n))).rejects.toMatchObject({
    message: 'FORBIDDEN',
  })
})

test.each([0n, 10_000_000_001n])('takes no amount of %s', async (amount) => {
  await expect(desk.first().adjust(correcting(randomUUID(), amount))).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('the web cannot write one that is executed, nor approve its own', async () => {
  const user = await addUser(desk.test)
  const insert = (state: string, approvedBy: string | null) =>
    desk.test.deps.sql.query(
      {
        name: '',
        text: `INSERT INTO adjustments (kind, user_id, account, amount, reason, client_id, request_hash, state, requested_by, approved_by)
               VALUES ('adjust', $1, 'available', 5, 'x', $2, repeat('0', 64), $3::adjustment_state, $4, $5)`,
      },
      [user.id, randomUUID(), state, desk.admins[0].id, approvedBy],
    )
  await expect(insert('executed', null)).rejects.toMatchObject({ code: 'AF008' })
  await expect(insert('approved', desk.admins[0].id)).rejects.toMatchObject({ code: '23514' })
})
