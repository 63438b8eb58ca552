import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { decideDispute } from './decide-dispute.ts'
import { approveDecision, refuseDecision } from './review-decision.ts'
import { court } from './testing/court.ts'

const c = court()
const deciding = (disputeId: string, changes: object = {}) => ({
  clientId: randomUUID(),
  disputeId,
  decision: 'refund_full' as const,
  resolution: 'the hands are wrong indeed',
  ...changes,
})
const reviewing = (disputeId: string) => ({
  clientId: randomUUID(),
  disputeId,
  reason: 'I looked at it',
})
const ctxOf = (at: 0 | 1) => userCtx(c.test.deps, c.admins[at])

describe('deciding', () => {
  test('records the decision and leaves the money to the worker', async () => {
    const { id } = await c.dispute()
    const decided = await c.as(c.admins[0]).admin.decideDispute(deciding(id))
    expect(decided.dispute).toMatchObject({
      status: 'decided',
      decision: 'refund_full',
      amount: 300n,
      handledBy: { id: c.admins[0].id },
      effects: null,
    })
    expect(decided.history.map(({ action, note }) => [action, note])).toEqual([
      ['disputes.open', null],
      ['disputes.decide', 'the hands are wrong indeed'],
    ])
    const { decision, stage } = await c.as(c.consumer).disputes.dispute({ disputeId: id })
    expect([decision, stage]).toEqual(['refund_full', 'decided'])
  })

  test('does the same again once, and other content is a conflict', async () => {
    const { id } = await c.dispute()
    const input = deciding(id)
    await decideDispute(ctxOf(0), input)
    expect((await decideDispute(ctxOf(0), input)).dispute.status).toBe('decided')
    expect(await c.auditOf(id)).toEqual(['disputes.open', 'disputes.decide'])
    const other = { ...input, resolution: 'on second thoughts it is fine' }
    expect(await codeOf(decideDispute(ctxOf(0), other))).toBe('IDEMPOTENCY_CONFLICT')
  })

  test('lets one of two admins decide at once', async () => {
    const { id } = await c.dispute()
    const answers = await Promise.allSettled([
      decideDispute(ctxOf(0), deciding(id)),
      decideDispute(ctxOf(1), deciding(id, { decision: 'reject' })),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await c.auditOf(id)).toHaveLength(2)
  })

  test('refuses a refund of more than was paid, and a decided dispute', async () => {
    const { id } = await c.dispute()
    const tooMuch = deciding(id, { decision: 'refund_partial', amount: 301n })
    expect(await codeOf(decideDispute(ctxOf(0), tooMuch))).toBe('AMOUNT_OUT_OF_RANGE')
    await decideDispute(ctxOf(0), deciding(id, { decision: 'refund_partial', amount: 299n }))
    expect(await codeOf(decideDispute(ctxOf(0), deciding(id)))).toBe('STATE_CHANGED')
  })

  test('leaves an admin’s own money to another admin', async () => {
    const { id } = await c.dispute()
    await c.test.admin.query(`UPDATE users SET role = 'admin' WHERE id = ANY ($1)`, [
      [c.consumer.id, c.provider.id],
    ])
    for (const party of [c.consumer, c.provider]) {
      const ctx = userCtx(c.test.deps, { ...party, role: 'admin' })
      expect(await codeOf(decideDispute(ctx, deciding(id)))).toBe('SECOND_ADMIN_REQUIRED')
    }
  })

  test.each(['consumer', 'provider'] as const)('is not for a %s', async (side) => {
    const { id } = await c.dispute()
    await expect(c.as(c[side]).admin.decideDispute(deciding(id))).rejects.toMatchObject({
      message: 'FORBIDDEN',
    })
  })

  test.each([
    ['a part without an amount', { decision: 'refund_partial' }],
    ['all with an amount', { decision: 'refund_full', amount: 5n }],
    ['no reason', { resolution: '' }],
  ])('takes no decision about %s', async (_, wrong) => {
    const input = deciding(randomUUID(), wrong)
    await expect(c.as(c.admins[0]).admin.decideDispute(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('above the limit', () => {
  test('a second admin has to agree, and both sides learn nothing until then', async () => {
    await c.execute()
    await c.limitApproval(299)
    const { id } = await c.dispute()
    const decided = await decideDispute(ctxOf(0), deciding(id))
    expect(decided.dispute.status).toBe('awaiting_approval')
    expect(decided.mayApprove).toBe(false)
    expect(await c.as(c.consumer).disputes.dispute({ disputeId: id })).toMatchObject({
      stage: 'under_review',
      decision: null,
      amount: null,
      resolution: null,
      decidedAt: null,
    })
    expect(await c.execute()).toEqual({ processed: 0, more: false })
    expect(await codeOf(approveDecision(ctxOf(0), reviewing(id)))).toBe('SECOND_ADMIN_REQUIRED')
    const input = reviewing(id)
    const approved = await approveDecision(ctxOf(1), input)
    expect(approved.dispute).toMatchObject({
      status: 'decided',
      approvedBy: { id: c.admins[1].id },
    })
    expect((await approveDecision(ctxOf(1), input)).dispute.status).toBe('decided')
    expect(await c.execute()).toEqual({ processed: 1, more: false })
    expect(await codeOf(approveDecision(ctxOf(1), reviewing(id)))).toBe('STATE_CHANGED')
    await c.limitApproval(10_000)
  })

  test('a refused decision leaves the dispute open for another', async () => {
    await c.limitApproval(299)
    const { id } = await c.dispute()
    await decideDispute(ctxOf(0), deciding(id))
    const refused = await refuseDecision(ctxOf(1), reviewing(id))
    expect(refused.dispute).toMatchObject({
      status: 'open',
      decision: null,
      amount: null,
      handledBy: null,
      resolution: null,
    })
    expect(await codeOf(refuseDecision(ctxOf(1), reviewing(id)))).toBe('STATE_CHANGED')
    expect(
      (await decideDispute(ctxOf(0), deciding(id, { decision: 'reject' }))).dispute,
    ).toMatchObject({ status: 'decided' })
    await c.limitApproval(10_000)
  })

  test('an admin whose money it is may not agree either', async () => {
    await c.limitApproval(299)
    const { id } = await c.dispute()
    await decideDispute(ctxOf(0), deciding(id))
    await c.test.admin.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [c.provider.id])
    const provider = userCtx(c.test.deps, { ...c.provider, role: 'admin' })
    expect(await codeOf(approveDecision(provider, reviewing(id)))).toBe('SECOND_ADMIN_REQUIRED')
    await c.limitApproval(10_000)
  })
})
