import {
  type DisputeDecision,
  previewDecision as preview,
} from '@aetherflow/ledger/preview-decision'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { readSetting } from '../read-setting.ts'
import type { Preview, PreviewDecision } from './desk-schemas.ts'
import { accountsOf } from './internal/accounts-of.ts'
import { amountOf, disputedTask, type DisputedRow } from './internal/disputed-task.ts'
import type { AccountBalances } from './schemas.ts'

/**
 * What a decision would do to everybody's balances as they are now, by the arithmetic of the door that
 * executes it. Throws NOT_FOUND, STATE_CHANGED (executed or withdrawn), AMOUNT_OUT_OF_RANGE.
 */
export async function previewDecision({ deps }: UserCtx, input: PreviewDecision): Promise<Preview> {
  const task = await disputedTask(deps.sql, input.disputeId)
  if (task.status === 'executed' || task.status === 'withdrawn')
    throw new DomainError('STATE_CHANGED', { status: task.status })
  const amount = amountOf(task, input)
  const [accounts, limit] = await Promise.all([
    accountsOf(deps.sql, [task.consumerId, task.providerId]),
    readSetting(deps.sql, 'approval.limit'),
  ])
  return {
    amount,
    needsApproval: amount > limit,
    effects: preview(factsOf(task, accounts), kindOf(input.decision, amount)),
  }
}

function factsOf(task: DisputedRow, accounts: ReadonlyMap<string, AccountBalances>) {
  const { price, reversed, chargedBack, commissionBps } = task
  const { bonus, promoEarned, available, earned } = task
  const consumer = accounts.get(task.consumerId)
  const provider = accounts.get(task.providerId)
  if (consumer === undefined || provider === undefined) throw new Error('a party has no accounts')
  const paidFrom = { bonus, promoEarned, available, earned }
  return { price, reversed, chargedBack, commissionBps, paidFrom, consumer, provider }
}

function kindOf(
  decision: PreviewDecision['decision'],
  amount: ReturnType<typeof amountOf>,
): DisputeDecision {
  if (decision === 'reject') return { kind: 'reject' }
  return { kind: decision === 'compensate' ? 'compensate' : 'refund', amount }
}
