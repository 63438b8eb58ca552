import type { Mutant } from '../mutant.ts'

const doors = 'packages/db/sql/10-ledger'
const settleTests = ['packages/ledger/src/settle.test.ts']
const rights = ['packages/ledger/src/rights.test.ts']

/** What the doors themselves check, and who may open which. */
export const ledgerMutants: Mutant[] = [
  {
    guard: 'content hash of a top-up',
    edits: [
      {
        file: `${doors}/top-up.sql`,
        find: 'IF v_done.content_hash <> v_hash THEN',
        replace: 'IF false THEN',
      },
    ],
    tests: ['packages/ledger/src/top-up.test.ts'],
    named: 'is credited once',
  },
  {
    guard: 'reconciler uniqueness: lock of the order',
    edits: [
      {
        file: `${doors}/top-up.sql`,
        find: 'WHERE o.id = p_order FOR NO KEY UPDATE;',
        replace: 'WHERE o.id = p_order;',
      },
    ],
    tests: ['packages/ledger/src/top-up.test.ts'],
    named: 'webhook and reconciler meet',
  },
  {
    guard: 'wallet lock of a submit',
    edits: [
      {
        file: `${doors}/submit.sql`,
        find: `WHERE a.user_id = p_user AND a.kind = 'available' FOR NO KEY UPDATE;`,
        replace: `WHERE a.user_id = p_user AND a.kind = 'available';`,
      },
    ],
    // Without it most calls still happen to come one after the other; two processes see to that.
    tests: ['packages/ledger/src/double-spend.test.ts'],
  },
  {
    guard: 'what a wallet can spend',
    edits: [
      {
        file: `${doors}/check-wallet.sql`,
        find: 'IF p_total > v_spendable THEN',
        replace: 'IF false THEN',
      },
    ],
    tests: ['packages/ledger/src/submit-refusals.test.ts'],
  },
  {
    guard: 'fence of a settlement',
    edits: [
      {
        file: `${doors}/settle.sql`,
        find: ` AND v_task.fence = (p_item ->> 'fence')::bigint`,
        replace: '',
      },
    ],
    tests: settleTests,
    named: 'fence',
  },
  {
    guard: 'fence of a set of settlements',
    edits: [
      {
        file: `${doors}/captures.sql`,
        find: ` AND t.fence = (i.item_json ->> 'fence')::bigint`,
        replace: '',
      },
    ],
    tests: settleTests,
    named: 'fence',
  },
  {
    guard: 'price within the ceiling',
    edits: [
      {
        file: `${doors}/settle.sql`,
        find: 'AND a.price BETWEEN 1 AND v_task.ceiling',
        replace: '',
      },
    ],
    tests: settleTests,
    named: 'stale',
  },
  {
    guard: 'nobody earns from their own paid task',
    edits: [
      {
        file: `${doors}/settle.sql`,
        find: 'AND r.id = a.resource_id AND r.owner_id <> v_task.user_id',
        replace: 'AND r.id = a.resource_id',
      },
    ],
    tests: settleTests,
    named: 'stale',
  },
  {
    guard: 'EXECUTE revoked from everybody',
    edits: [
      {
        file: 'packages/db/src/migrate/install-sql.ts',
        find: 'await client.query(`REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM ${from}`)',
        replace: '',
      },
    ],
    tests: rights,
    named: 'inner function',
  },
  {
    guard: 'the web has no door of the worker',
    edits: [
      {
        file: 'packages/db/sql/90-grants/web.sql',
        find: 'GRANT INSERT ON orders TO aetherflow_web;',
        replace: `GRANT INSERT ON orders TO aetherflow_web;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger TO aetherflow_web;`,
      },
    ],
    tests: rights,
    named: 'door of the worker',
  },
  {
    guard: 'the web writes no money',
    edits: [
      {
        file: 'packages/db/sql/90-grants/web.sql',
        find: 'GRANT INSERT ON orders TO aetherflow_web;',
        replace: `GRANT INSERT ON orders TO aetherflow_web;
GRANT UPDATE ON accounts, entries, settlements, statement_lines TO aetherflow_web;`,
      },
    ],
    tests: rights,
    named: 'may not',
  },
  {
    guard: 'settlement stopped by a broken rule',
    edits: [
      {
        file: `${doors}/settle-set.sql`,
        find: `WHERE s.name = 'settlement' AND s."on"`,
        replace: `WHERE s.name = 'nothing' AND s."on"`,
      },
    ],
    tests: settleTests,
    named: 'settlement is stopped',
  },
]
