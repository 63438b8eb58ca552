import { grantBonus } from '@aetherflow/ledger/grant-bonus'
import { expect, test } from 'vitest'
import { balancesOf } from '../tasks/testing/arrange-tasks.ts'
import { court } from './testing/court.ts'

const c = court()

type Decided = {
  decision: 'refund_full' | 'refund_partial' | 'compensate' | 'reject'
  amount?: bigint
}
const decisions: [string, Decided][] = [
  ['a full refund', { decision: 'refund_full' }],
  ['a refund of a part', { decision: 'refund_partial', amount: 101n }],
  ['a compensation', { decision: 'compensate', amount: 77n }],
  ['a rejection', { decision: 'reject' }],
]

test.each(decisions)('%s moves what its preview said', async (_, decided) => {
  const { id } = await c.dispute()
  const admin = c.as(c.admins[0]).admin
  const preview = await admin.previewDecision({ disputeId: id, ...decided })
  await c.decide(id, decided)
  expect(await c.execute()).toEqual({ processed: 1, more: false })
  const { dispute, consumer, provider } = await admin.dispute({ disputeId: id })
  expect(dispute).toMatchObject({ status: 'executed', amount: preview.amount })
  expect(dispute.effects).toEqual(preview.effects)
  const { effects } = preview
  if (effects.consumer !== null) expect(consumer.balances).toEqual(effects.consumer.after)
  if (effects.provider !== null) expect(provider.balances).toEqual(effects.provider.after)
})

test.each([0n, 150n, 900n])(
  'a refund pays a debt of %s first, as its preview said',
  async (owed) => {
    const { id } = await c.dispute()
    await c.test.admin.query(
      `UPDATE accounts SET balance = CASE kind WHEN 'available' THEN 0 ELSE -$2::bigint END
       WHERE user_id = $1 AND kind IN ('available', 'debt')`,
      [c.consumer.id, owed],
    )
    const admin = c.as(c.admins[0]).admin
    const decided = { decision: 'refund_partial' as const, amount: 200n }
    const preview = await admin.previewDecision({ disputeId: id, ...decided })
    await c.decide(id, decided)
    await c.execute()
    const { dispute } = await admin.dispute({ disputeId: id })
    expect(dispute.effects).toEqual(preview.effects)
    const recovered = owed < 200n ? owed : 200n
    expect(preview.effects.consumer?.after).toMatchObject({
      available: 200n - recovered,
      debt: recovered - owed,
    })
  },
)

test('a refund of what bonus and bought credits paid goes back to both, as its preview said', async () => {
  await grantBonus(c.test.deps.sql, { userId: c.consumer.id, reason: 'email_verified' })
  for (let at = 0; at < 6; at++) await c.deliver()
  // 20 credits of bonus paid six pictures and two thirds of this one.
  const { id } = await c.dispute()
  const admin = c.as(c.admins[0]).admin
  const decided = { decision: 'refund_partial' as const, amount: 150n }
  const preview = await admin.previewDecision({ disputeId: id, ...decided })
  await c.decide(id, decided)
  await c.execute()
  expect((await admin.dispute({ disputeId: id })).dispute.effects).toEqual(preview.effects)
  const { moved } = await c.as(c.consumer).disputes.dispute({ disputeId: id })
  expect(moved).toEqual([
    { account: 'available', amount: 100n },
    { account: 'bonus', amount: 50n },
  ])
})

test('tells both sides how it ended, each what is theirs', async () => {
  const { id } = await c.dispute()
  const before = await balancesOf(c.test, c.consumer)
  await c.decide(id, { decision: 'refund_partial', amount: 100n })
  await c.execute()
  expect(await c.as(c.consumer).disputes.dispute({ disputeId: id })).toMatchObject({
    stage: 'executed',
    decision: 'refund_partial',
    amount: 100n,
    resolution: 'the hands are wrong indeed',
    moved: [{ account: 'available', amount: 100n }],
  })
  const after = await balancesOf(c.test, c.consumer)
  expect((after['available'] ?? 0n) - (before['available'] ?? 0n)).toBe(100n)
  const { disputes } = await c.as(c.provider).disputes.onMyResources({})
  expect(disputes).toMatchObject([
    {
      id,
      stage: 'executed',
      decision: 'refund_partial',
      price: 300n,
      providerShare: 240n,
      cost: 80n,
    },
  ])
  expect(await c.mailsTo(c.consumer)).toEqual(['dispute_opened', 'dispute_refunded'])
  expect(await c.mailsTo(c.provider)).toEqual(['dispute_under_review', 'dispute_cost_you'])
})

test.each([
  ['compensate', 'dispute_compensated'],
  ['reject', 'dispute_rejected'],
] as const)('mails what %s means', async (decision, template) => {
  const { id } = await c.dispute()
  await c.decide(id, decision === 'reject' ? { decision } : { decision, amount: 50n })
  await c.execute()
  expect(await c.mailsTo(c.consumer)).toEqual(['dispute_opened', template])
  expect(await c.mailsTo(c.provider)).toEqual(['dispute_under_review', 'dispute_cost_nothing'])
})

test('executes once, however many workers come by', async () => {
  const { id } = await c.dispute()
  await c.decide(id)
  const turns = await Promise.all([c.execute(), c.execute(), c.execute()])
  expect(turns.reduce((sum, { processed }) => sum + processed, 0)).toBe(1)
  expect(await c.mailsTo(c.consumer)).toEqual(['dispute_opened', 'dispute_refunded'])
})

test('opens a dispute again whose decision cannot be carried out, with a code', async () => {
  const { id } = await c.dispute()
  await c.decide(id)
  await c.test.admin.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [c.admins[0].id])
  expect(await c.execute()).toEqual({ processed: 1, more: false })
  const { dispute, history } = await c.as(c.admins[1]).admin.dispute({ disputeId: id })
  expect(dispute).toMatchObject({ status: 'open', decision: null, failure: 'NOT_AN_ADMIN' })
  expect(history.at(-1)).toMatchObject({ action: 'disputes.reopen', note: 'NOT_AN_ADMIN' })
  expect(await c.as(c.consumer).disputes.dispute({ disputeId: id })).toMatchObject({
    stage: 'under_review',
    resolution: null,
  })
  await c.decide(id, {}, c.admins[1])
  await c.execute()
  const ended = await c.as(c.admins[1]).admin.dispute({ disputeId: id })
  expect(ended.dispute).toMatchObject({ status: 'executed', failure: null })
})

const approvers: [string, () => string | null][] = [
  ['nobody approved', () => null],
  ['its own admin approved', () => c.admins[0].id],
  ['somebody who is no admin approved', () => c.provider.id],
]
test.each(approvers)('the door refuses a decision above the limit that %s', async (_, approver) => {
  await c.limitApproval(299)
  const { id } = await c.dispute()
  const written = c.test.deps.sql.query(
    {
      name: '',
      text: `UPDATE disputes SET status = 'decided', decision = 'refund_full', amount = 300, handled_by = $2,
               approved_by = $3, resolution = 'x', decided_at = now() WHERE id = $1`,
    },
    [id, c.admins[0].id, approver()],
  )
  // What the table does not take need not reach the door.
  const refused = await written.then(
    () => false,
    () => true,
  )
  await c.execute()
  const { dispute } = await c.as(c.admins[1]).admin.dispute({ disputeId: id })
  expect(dispute).toMatchObject({
    status: 'open',
    failure: refused ? null : expect.stringMatching(/^(APPROVAL_MISSING|OWN_CASE)$/),
    effects: null,
  })
  await c.limitApproval(10_000)
})

test('waits while settlement is stopped', async () => {
  const { id } = await c.dispute()
  await c.decide(id)
  const stop = (on: boolean) =>
    c.test.admin.query(
      `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', $1, 'I1')
       ON CONFLICT (name) DO UPDATE SET "on" = $1`,
      [on],
    )
  await stop(true)
  expect(await c.execute()).toEqual({ processed: 0, more: false })
  expect((await c.as(c.admins[0]).admin.dispute({ disputeId: id })).dispute.status).toBe('decided')
  await stop(false)
  expect(await c.execute()).toEqual({ processed: 1, more: false })
})

test('the web cannot say that a decision was executed, nor the worker what was decided', async () => {
  const { id } = await c.dispute()
  const set = (role: 'deps' | 'workerDeps', status: string) =>
    c.test[role].sql.query(
      {
        name: '',
        text: `UPDATE disputes SET status = $2::dispute_status, decision = 'refund_full' WHERE id = $1`,
      },
      [id, status],
    )
  await expect(set('deps', 'executed')).rejects.toMatchObject({ code: 'AF007' })
  await expect(set('deps', 'withdrawn')).rejects.toMatchObject({ code: 'AF007' })
  await expect(set('workerDeps', 'decided')).rejects.toMatchObject({ code: '42501' })
  await expect(
    c.test.deps.sql.query({ name: '', text: 'SELECT ledger.execute_dispute($1)' }, [id]),
  ).rejects.toMatchObject({ code: '42501' })
})
