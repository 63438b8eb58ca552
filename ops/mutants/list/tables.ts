import type { Edit, Mutant } from '../mutant.ts'

const init = 'packages/db/prisma/migrations/20261122000000_init/migration.sql'
const guards = 'packages/db/prisma/migrations/20261122000100_guards/migration.sql'
const deskTables = 'packages/db/prisma/migrations/20261122151140_money_desk/migration.sql'
const secondWall = ['packages/ledger/src/second-wall.test.ts']
const rights = ['packages/ledger/src/rights.test.ts']

const notUnique = (guard: string, index: string, table: string): Mutant => ({
  guard: `unique: ${guard}`,
  edits: [
    {
      file: init,
      find: `CREATE UNIQUE INDEX "${index}" ON "${table}"`,
      replace: `CREATE INDEX "${index}" ON "${table}"`,
    },
  ],
  tests: secondWall,
})

const notUniqueAtDesk = (guard: string, index: string): Mutant => ({
  guard: `unique: ${guard}`,
  edits: [
    {
      file: deskTables,
      find: `CREATE UNIQUE INDEX "${index}"`,
      replace: `CREATE INDEX "${index}"`,
    },
  ],
  tests: secondWall,
})

const unchecked = (guard: string, edit: Omit<Edit, 'file'>): Mutant => ({
  guard: `CHECK: ${guard}`,
  edits: [{ file: guards, ...edit }],
  tests: secondWall,
})

const changeable = (table: string): Mutant => ({
  guard: `append-only: ${table}`,
  edits: [
    {
      file: guards,
      find: `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
      replace: '',
    },
  ],
  tests: rights,
  named: 'second wall',
})

/** What the tables refuse by themselves, whatever a door does. */
export const tableMutants: Mutant[] = [
  notUnique('business key of a transfer', 'transfers_business_key_key', 'transfers'),
  notUnique('settlement of an attempt', 'settlements_attempt_id_key', 'settlements'),
  notUnique('image of a task', 'images_task_id_key', 'images'),
  notUnique('client id of a run', 'runs_user_id_client_id_key', 'runs'),
  notUnique('client id of an order', 'orders_user_id_client_id_key', 'orders'),
  notUnique('payment of an order', 'orders_gateway_gateway_payment_id_key', 'orders'),
  notUnique('number of an entry', 'entries_account_id_seq_key', 'entries'),
  notUnique('line of a transfer', 'statement_lines_transfer_id_user_id_key', 'statement_lines'),
  {
    guard: 'unique: event of a gateway',
    edits: [
      {
        file: init,
        find: `CREATE UNIQUE INDEX "gateway_events_gateway_event_id_key" ON "gateway_events"`,
        replace: `CREATE INDEX "gateway_events_gateway_event_id_key" ON "gateway_events"`,
      },
    ],
    tests: secondWall,
  },
  notUniqueAtDesk('bank’s dispute', 'chargebacks_gateway_gateway_dispute_id_key'),
  notUniqueAtDesk('client id of an adjustment', 'adjustments_requested_by_client_id_key'),
  notUniqueAtDesk('client id of a refund', 'order_refunds_requested_by_client_id_key'),
  {
    guard: 'unique: dispute of a task',
    edits: [
      {
        file: deskTables,
        find: 'CREATE UNIQUE INDEX disputes_task_part',
        replace: 'CREATE INDEX disputes_task_part',
      },
    ],
    tests: secondWall,
  },
  {
    guard: 'unique: account of a transfer',
    edits: [
      {
        file: 'packages/db/prisma/migrations/20261122160119_hot_indexes/migration.sql',
        find: 'ADD CONSTRAINT "entries_pkey" PRIMARY KEY ("transfer_id", "account_id");',
        replace: 'ADD CONSTRAINT "entries_pkey" PRIMARY KEY ("id");',
      },
    ],
    tests: secondWall,
  },
  unchecked('no balance below zero', { find: 'ELSE balance >= 0 END', replace: 'ELSE true END' }),
  unchecked('no debt above zero', { find: 'THEN balance <= 0 ELSE', replace: 'THEN true ELSE' }),
  unchecked('reversed within the price', {
    find: 'reversed BETWEEN 0 AND price',
    replace: 'reversed >= 0',
  }),
  unchecked('fee reversed within the fee', {
    find: 'fee_reversed BETWEEN 0 AND fee)',
    replace: 'fee_reversed >= 0)',
  }),
  unchecked('share = price − fee', { find: 'AND provider_share = price - fee', replace: '' }),
  unchecked('sources make the price', {
    find: 'AND from_bonus + from_promo + from_available + from_earned = price',
    replace: '',
  }),
  unchecked('promotional share within the share', {
    find: 'AND share_promo BETWEEN 0 AND provider_share',
    replace: '',
  }),
  unchecked('sources make the hold', {
    find: 'AND held_bonus + held_promo + held_available + held_earned = ceiling',
    replace: '',
  }),
  changeable('transfers'),
  changeable('entries'),
  changeable('statement_lines'),
  {
    guard: 'entries of a transfer sum to zero',
    edits: [
      { file: guards, find: 'HAVING sum(amount) <> 0 OR count(*) < 2', replace: 'HAVING false' },
    ],
    tests: rights,
    named: 'sum to zero',
  },
  {
    guard: 'what has ended stays so',
    edits: [
      {
        file: guards,
        find: `IF OLD.status = 'completed' AND NEW.status = 'refunded' THEN`,
        replace: 'IF true THEN',
      },
    ],
    tests: rights,
    named: 'bring a task back',
  },
]
