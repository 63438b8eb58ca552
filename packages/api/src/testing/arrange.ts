import { randomBytes, randomUUID } from 'node:crypto'
import { topUp } from '@aetherflow/ledger/top-up'
import type { Role } from '../context.ts'
import type { TestUser } from './contexts.ts'
import type pg from 'pg'
import type { Deps } from '../deps.ts'

/** What arranging needs: the tables' owner, and the doors of both roles. */
export type Arranger = {
  admin: pg.Pool
  deps: Pick<Deps, 'sql'>
  workerDeps: Pick<Deps, 'sql'>
}

/** A verified user with open accounts, put straight into the tables. */
export async function addUser(test: Arranger, role: Role = 'consumer'): Promise<TestUser> {
  const user = { id: randomUUID(), email: `u-${randomBytes(5).toString('hex')}@example.test`, role }
  await test.admin.query(
    `INSERT INTO users (id, email, password_hash, role, email_verified_at, updated_at) VALUES ($1, $2, 'none', $3::user_role, now(), now())`,
    [user.id, user.email, role],
  )
  await test.deps.sql.query(
    { name: 'test_open_accounts', text: 'SELECT ledger.open_accounts($1)' },
    [user.id],
  )
  return user
}

/** Gives credits by a real top-up of the pack that fits; `credits` in whole credits: 100, 500, 2000 or 10000. */
export async function addCredits(
  test: Arranger,
  user: TestUser,
  credits: 100 | 500 | 2000 | 10000,
): Promise<void> {
  const order = randomUUID()
  const { rows } = await test.admin.query<{ amount_minor: number }>(
    `INSERT INTO orders (id, user_id, client_id, request_hash, pack_id, credits, amount_minor, currency, gateway, merchant, expires_at, updated_at)
     SELECT $1, $2, $3, repeat('0', 64), p.id, p.credits, ceil(p.credits::numeric * pp.amount_minor / pp.per_credits), pp.currency, 'sandbox', 'aetherflow-test', now() + interval '1 hour', now()
     FROM packs p JOIN pack_prices pp ON pp.pack_id = p.id AND pp.currency = 'USD'
     WHERE p.credits = $4 AND p.retired_at IS NULL ORDER BY p.version DESC LIMIT 1 RETURNING amount_minor`,
    [order, user.id, randomUUID(), credits * 100],
  )
  await topUp(test.workerDeps.sql, {
    orderId: order,
    gateway: 'sandbox',
    merchant: 'aetherflow-test',
    gatewayPaymentId: `pay-${order}`,
    amountMinor: rows[0]?.amount_minor ?? 0,
    currency: 'USD',
  })
}
