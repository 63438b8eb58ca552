import type { Sql } from '@aetherflow/db/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addRun, addUser, richUser } from './testing/arrange.ts'
import { addAdmin } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { sqlStateOf } from './testing/look.ts'

const MISSING_RIGHT = '42501'
const nil = '00000000-0000-4000-8000-000000000000'
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const roles: [string, () => Sql][] = [
  ['web', () => db.web],
  ['worker', () => db.worker],
]
const attempt = (sql: Sql, text: string) => sqlStateOf(sql.query({ name: '', text }, []))

describe.each(roles)('%s', (_, as) => {
  it.each([
    `INSERT INTO accounts (user_id, kind, balance) VALUES ('${nil}', 'available', 1000)`,
    `UPDATE accounts SET balance = balance + 100000`,
    `DELETE FROM accounts`,
    `INSERT INTO transfers (kind, business_key, content_hash, actor_kind) VALUES ('grant', 'grant:x', '', 'system')`,
    `UPDATE transfers SET business_key = 'x'`,
    `INSERT INTO entries (transfer_id, account_id, amount) VALUES ('${nil}', 1, 5)`,
    `UPDATE entries SET amount = 0`,
    `DELETE FROM entries`,
    `TRUNCATE entries`,
    `INSERT INTO statement_lines (user_id) VALUES ('${nil}')`,
    `DELETE FROM statement_lines`,
    `INSERT INTO bonus_lots (user_id, transfer_id, reason, amount, remaining, expires_at) VALUES ('${nil}', '${nil}', 'x', 5, 5, now())`,
    `UPDATE bonus_lots SET remaining = amount`,
    `UPDATE settlements SET state = 'matured'`,
    `UPDATE loss_counters SET amount = 0`,
    `INSERT INTO platform_rollups (account_id, up_to_xid, balance, entries) VALUES (1, '1', 5, 1)`,
    `DELETE FROM ledger_chain`,
    `UPDATE tailers SET up_to_xid = '0'`,
    `UPDATE usage_days SET amount = 0`,
    `DELETE FROM invariant_runs`,
    `UPDATE system_switches SET "on" = false`,
    `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ('email_verified', 9, 999999, 99)`,
    `INSERT INTO commission_rules (version, bps) VALUES (9, 0)`,
    `UPDATE pack_prices SET per_credits = 99999999`,
    `INSERT INTO model_prices (model_id, version, cost_e4, source) VALUES ('stability:core', 9, 1, 'x')`,
    `INSERT INTO settings (key, version, value) VALUES ('dispute.windowHours', 9, '0')`,
    `UPDATE tasks SET ceiling = 0`,
    `UPDATE tasks SET status = 'completed'`,
    `INSERT INTO runs (id) VALUES ('${nil}')`,
    `UPDATE attempts SET price = 1`,
    `INSERT INTO images (task_id) VALUES ('${nil}')`,
    `UPDATE orders SET status = 'credited', credits = 999999`,
    `INSERT INTO disputes (task_id, user_id, client_id, request_hash, type, description) VALUES ('${nil}', '${nil}', '${nil}', '', 'other', '')`,
    `UPDATE disputes SET effects = '{}'`,
    `UPDATE chargebacks SET taken = 0, owed = 0`,
    `INSERT INTO chargeback_reversals (chargeback_id, task_id, price, fee) VALUES ('${nil}', '${nil}', 1, 0)`,
    `UPDATE order_refunds SET credits = 1`,
    `UPDATE orders SET refunded_credits = 0`,
    `UPDATE adjustments SET amount = 1`,
    `CREATE TEMP TABLE accounts (id int)`,
    `CREATE TABLE public.accounts2 (id int)`,
    `CREATE FUNCTION ledger.mint() RETURNS void LANGUAGE sql AS ''`,
    `SET ROLE aetherflow_ledger`,
    `ALTER TABLE entries DISABLE TRIGGER balanced`,
  ])('may not: %s', async (text) => {
    expect(await attempt(as(), text)).toBe(MISSING_RIGHT)
  })

  it.each([
    `SELECT ledger.post(now(), NULL, NULL, NULL)`,
    `SELECT ledger.release_tasks('[]')`,
    `SELECT ledger.capture_holds(now(), NULL)`,
    `SELECT ledger.deliver(now(), NULL, '[]')`,
    `SELECT ledger.return_holds(now(), NULL, 'user', NULL)`,
    `SELECT ledger.lapse(now(), NULL)`,
    `SELECT ledger.return_lots(now(), NULL)`,
    `SELECT ledger.take_lots('${nil}', 5, now())`,
    `SELECT ledger.insert_tasks('${nil}', '${nil}', NULL, NULL, NULL, NULL, NULL, now(), now())`,
    `SELECT ledger.lock_wallets(NULL)`,
    `SELECT ledger.advance('chain', 1)`,
    `SELECT ledger.loss_room('${nil}', 'provider', current_date, 5)`,
    `SELECT ledger.loss_payment('${nil}')`,
    `SELECT ledger.post_owing(now(), NULL, NULL, NULL)`,
    `SELECT ledger.recover_debt(now(), '${nil}', '${nil}')`,
    `SELECT ledger.reverse_settlement('${nil}', 5)`,
    `SELECT ledger.dispute_refund(now(), NULL)`,
    `SELECT ledger.compensate(now(), NULL)`,
    `SELECT ledger.add_lot(now(), '${nil}', '${nil}', 5)`,
    `SELECT ledger.reverse_paid(now(), NULL, '${nil}', NULL)`,
    `SELECT ledger.pay_again(now(), NULL, '${nil}')`,
  ])('may not call an inner function: %s', async (text) => {
    expect(await attempt(as(), text)).toBe(MISSING_RIGHT)
  })
})

it.each([
  `SELECT ledger.settle('{}')`,
  `SELECT ledger.settle_set('[]')`,
  `SELECT ledger.top_up('${nil}', 'sandbox', 'm', 'p', 1, 'USD')`,
  `SELECT ledger.mature(1)`,
  `SELECT ledger.expire_lots(1)`,
  `SELECT * FROM ledger.execute_dispute('${nil}')`,
  `SELECT * FROM ledger.chargeback('${nil}')`,
  `SELECT * FROM ledger.chargeback_return('${nil}')`,
  `SELECT * FROM ledger.refund_order('${nil}')`,
  `SELECT * FROM ledger.refund_done('${nil}', 'r')`,
  `SELECT ledger.refund_return('${nil}', 'x')`,
  `SELECT * FROM ledger.adjust('${nil}')`,
  `SELECT * FROM ledger.buy_out('${nil}')`,
  `SELECT ledger.recover_debts(1)`,
  `SELECT ledger.roll_up(1)`,
  `SELECT ledger.count_usage(1)`,
  `SELECT ledger.chain(1)`,
  `SELECT ledger.record_check('full', true, '[]', now(), NULL, NULL)`,
])('web may not open a door of the worker: %s', async (text) => {
  expect(await attempt(db.web, text)).toBe(MISSING_RIGHT)
})

it.each([
  `UPDATE users SET id = gen_random_uuid()`,
  `UPDATE users SET email = 'me@example.test'`,
  `UPDATE users SET status = 'active'`,
  `UPDATE users SET daily_spend_cap = NULL`,
  `UPDATE sessions SET user_id = gen_random_uuid()`,
  `UPDATE sessions SET expires_at = now() + interval '9 years'`,
  `UPDATE email_tokens SET user_id = gen_random_uuid()`,
  `UPDATE api_tokens SET spend_cap = NULL`,
])('web may not change who somebody is or what they may: %s', async (text) => {
  expect(await attempt(db.web, text)).toBe(MISSING_RIGHT)
})

it.each([
  `SELECT ledger.grant_bonus('${nil}', 'email_verified')`,
  `SELECT ledger.submit('${nil}', '${nil}', '${nil}', '', '', '', '{}', 'balanced', false, NULL, NULL, NULL, NULL)`,
  `SELECT ledger.release('${nil}', '${nil}')`,
  `SELECT * FROM ledger.open_dispute('${nil}', '${nil}', '${nil}', '', 'other', '')`,
  `SELECT ledger.withdraw_dispute('${nil}', '${nil}')`,
  `UPDATE order_refunds SET state = 'done'`,
])('worker may not act for a person: %s', async (text) => {
  expect(await attempt(db.worker, text)).toBe(MISSING_RIGHT)
})

it('nobody becomes an admin or ceases to be one by the web’s word', async () => {
  const [user, admin] = [await addUser(db), await addAdmin(db)]
  const turn = (id: string, role: string) =>
    attempt(db.web, `UPDATE users SET role = '${role}' WHERE id = '${id}'`)
  expect(await turn(user, 'admin')).toBe('AF004')
  expect(await turn(admin, 'consumer')).toBe('AF004')
  expect(await turn(user, 'provider')).toBe('done')
})

it('a temporary table cannot stand in front of a real one, because nobody may make one', async () => {
  const [rights] = await db.web.query<{ temp: boolean }>(
    { name: '', text: `SELECT has_database_privilege(current_database(), 'TEMP') AS temp` },
    [],
  )
  expect(rights).toEqual({ temp: false })
})

it('every door runs as the ledger’s role, with a search path nobody can shadow', async () => {
  const doors = await db.run<{
    name: string
    owner: string
    definer: boolean
    path: string
    public: boolean
  }>(`
    SELECT p.proname AS name, r.rolname AS owner, p.prosecdef AS definer,
           (SELECT c FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS path,
           has_function_privilege('public', p.oid, 'EXECUTE') AS public
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
     WHERE n.nspname = 'ledger'
       AND (has_function_privilege('aetherflow_web', p.oid, 'EXECUTE') OR has_function_privilege('aetherflow_worker', p.oid, 'EXECUTE'))
     ORDER BY 1`)
  expect(doors.map(({ name }) => name)).toEqual([
    'adjust',
    'begin_full_check',
    'buy_out',
    'chain',
    'chargeback',
    'chargeback_return',
    'count_usage',
    'execute_dispute',
    'expire_lots',
    'grant_bonus',
    'link_hash',
    'mature',
    'notice_low_balances',
    'open_accounts',
    'open_dispute',
    'record_check',
    'recover_debts',
    'refund_done',
    'refund_order',
    'refund_return',
    'release',
    'roll_up',
    'set_limits',
    'set_user_status',
    'settle',
    'settle_set',
    'submit',
    'top_up',
    'withdraw_dispute',
  ])
  const pinned = {
    owner: 'aetherflow_ledger',
    definer: true,
    path: 'search_path=pg_catalog, pg_temp',
    public: false,
  }
  for (const door of doors) expect(door).toMatchObject(pinned)
})

it('nobody logs in as the ledger’s role', async () => {
  const [role] = await db.run('SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = $1', [
    'aetherflow_ledger',
  ])
  expect(role).toEqual({ rolcanlogin: false, rolsuper: false })
})

describe('even the owner of the tables', () => {
  it.each([
    'UPDATE entries SET amount = amount',
    'DELETE FROM transfers',
    'TRUNCATE statement_lines',
  ])('meets the second wall: %s', async (text) => {
    expect(await sqlStateOf(db.run(text))).toBe('AF001')
  })

  it('cannot write entries that do not sum to zero', async () => {
    const user = await richUser(db)
    const half = db.run(
      `INSERT INTO entries (transfer_id, account_id, amount, seq, balance_after)
       SELECT gen_random_uuid(), id, 5, 99, 5 FROM accounts WHERE user_id = $1 AND kind = 'available'`,
      [user],
    )
    expect(await sqlStateOf(half)).toBe('AF002')
  })

  it('cannot take a balance below zero', async () => {
    const user = await addUser(db)
    const overdrawn = db.run(
      `UPDATE accounts SET balance = -1 WHERE user_id = $1 AND kind = 'available'`,
      [user],
    )
    expect(await sqlStateOf(overdrawn)).toBe('23514')
  })

  it('cannot bring a task back that has ended', async () => {
    const [task = ''] = await addRun(db, await richUser(db))
    await db.run('SELECT ledger.release_tasks($1)', [JSON.stringify([{ task, status: 'failed' }])])
    expect(
      await sqlStateOf(db.run(`UPDATE tasks SET status = 'pending' WHERE id = $1`, [task])),
    ).toBe('AF003')
  })
})
