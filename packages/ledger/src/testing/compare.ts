import { expect } from 'vitest'
import { bonusOf, type LedgerModel, totalOf } from '../model/ledger-model.ts'
import { type Desk, modelDesk, sqlDesk } from './compare-desk.ts'
import type { Pair } from './pair.ts'

/** Asserts that the database and the model tell the same story, to the hundredth. */
export async function expectSame(pair: Pair): Promise<void> {
  expect(totalOf(pair.model)).toBe(0n)
  expect(await sqlState(pair)).toEqual(modelState(pair.model))
}

type State = { side: Side; platform: LedgerModel['platform']; desk: Desk }

/** All that the model knows, in the shape in which the database is read. */
export function modelState(model: LedgerModel): State {
  return { side: modelSide(model), platform: model.platform, desk: modelDesk(model) }
}

export async function sqlState(pair: Pair): Promise<State> {
  return {
    side: await sqlSide(pair),
    platform: await platformSide(pair),
    desk: await sqlDesk(pair),
  }
}

type Side = Record<'wallets' | 'lots' | 'tasks' | 'settlements' | 'orders', object>

function modelSide(model: LedgerModel): Side {
  const wallets: Record<string, object> = {}
  const lots: Record<string, bigint> = {}
  for (const user of model.users.values()) {
    const { available, promoEarned, earned, held, pending } = user
    wallets[user.id] = {
      available,
      bonus: bonusOf(user),
      held,
      pending,
      earned,
      promo_earned: promoEarned,
      debt: user.debt,
      status: user.status,
    }
    const boughtLeft = user.bought.reduce((sum, { left }) => sum + left, 0n)
    expect(boughtLeft, 'bought lots are what is available').toBe(available)
    for (const lot of user.lots.values()) lots[`${user.id} ${lot.reason}`] = lot.remaining
  }
  const tasks: Record<string, object> = {}
  for (const { id, status, ceiling, held } of model.tasks.values()) {
    const { bonus, promoEarned, available, earned } = held
    tasks[id] = { status, ceiling, bonus, promo: promoEarned, available, earned }
  }
  const settlements: Record<string, object> = {}
  for (const {
    taskId,
    attemptId,
    price,
    fee,
    from,
    sharePromo,
    state,
    reversed,
    feeReversed,
  } of model.settlements.values()) {
    const { bonus, promoEarned, available, earned } = from
    settlements[taskId] = {
      attemptId,
      price,
      fee,
      bonus,
      promo: promoEarned,
      available,
      earned,
      sharePromo,
      state,
      reversed,
      feeReversed,
    }
  }
  const orders = Object.fromEntries(
    [...model.orders.values()].map(({ id, status, refundedCredits, refundedMinor }) => [
      id,
      { status, refundedCredits, refundedMinor },
    ]),
  )
  return { wallets, lots, tasks, settlements, orders }
}

async function sqlSide({ db, people }: Pair): Promise<Side> {
  const wallets: Record<string, Record<string, unknown>> = {}
  const accounts = await db.run<{ user_id: string; kind: string; balance: bigint }>(
    'SELECT user_id, kind::text AS kind, balance FROM accounts WHERE user_id = ANY ($1)',
    [people],
  )
  for (const { user_id, kind, balance } of accounts) (wallets[user_id] ??= {})[kind] = balance
  const users = await db.run<{ id: string; status: string }>(
    'SELECT id, status::text AS status FROM users WHERE id = ANY ($1)',
    [people],
  )
  for (const { id, status } of users) (wallets[id] ??= {})['status'] = status
  const lots = await db.run<{ lot: string; remaining: bigint }>(
    `SELECT l.user_id || ' ' || CASE l.reason WHEN 'dispute_refund' THEN t.business_key ELSE l.reason END AS lot, l.remaining
       FROM bonus_lots l JOIN transfers t ON t.id = l.transfer_id WHERE l.user_id = ANY ($1)`,
    [people],
  )
  const tasks = await keyed(
    db.run(
      `SELECT id, status::text AS status, ceiling, held_bonus AS bonus, held_promo AS promo,
              held_available AS available, held_earned AS earned FROM tasks WHERE user_id = ANY ($1)`,
      [people],
    ),
  )
  const settlements = await keyed(
    db.run(
      `SELECT task_id AS id, attempt_id AS "attemptId", price, fee, from_bonus AS bonus, from_promo AS promo,
              from_available AS available, from_earned AS earned, share_promo AS "sharePromo", state::text AS state,
              reversed, fee_reversed AS "feeReversed"
         FROM settlements WHERE consumer_id = ANY ($1)`,
      [people],
    ),
  )
  const orders = await keyed(
    db.run(
      `SELECT id, status::text AS status, refunded_credits AS "refundedCredits", refunded_minor AS "refundedMinor"
         FROM orders WHERE user_id = ANY ($1)`,
      [people],
    ),
  )
  const byLot = Object.fromEntries(lots.map(({ lot, remaining }) => [lot, remaining]))
  return { wallets, lots: byLot, tasks, settlements, orders }
}

async function keyed(query: Promise<Record<string, unknown>[]>): Promise<Record<string, object>> {
  const rows = await query
  return Object.fromEntries(rows.map(({ id, ...rest }) => [String(id), rest]))
}

/** What transfers with these people moved on the platform's accounts. */
async function platformSide({ db, people }: Pair): Promise<LedgerModel['platform']> {
  const rows = await db.run<{ kind: string; balance: bigint }>(
    `SELECT a.kind::text AS kind, sum(e.amount)::bigint AS balance
       FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id IS NULL
      WHERE e.transfer_id IN (SELECT transfer_id FROM statement_lines WHERE user_id = ANY ($1))
      GROUP BY a.kind`,
    [people],
  )
  const balance = (kind: string) => rows.find((row) => row.kind === kind)?.balance ?? 0n
  return {
    commission: balance('commission'),
    bonusExpense: balance('bonus_expense'),
    loss: balance('loss'),
    clearing: balance('clearing'),
  }
}
