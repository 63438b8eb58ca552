import type { Mutant } from '../mutant.ts'

const doors = 'packages/db/sql/20-queue'
const tests = ['packages/api/src/tasks/owner-limits.test.ts']

/** The short way of a claim: first choices in one statement. */
function first(limit: string, find: string, replace: string): Mutant {
  return {
    guard: `claim: ${limit}, first choices`,
    edits: [{ file: `${doors}/claim-first.sql`, find, replace }],
    tests,
    named: `${limit}, as their first choice`,
  }
}

/** The long way: the other candidates, one by one. */
function later(limit: string, find: string, file = 'choose', replace = 'WHEN false'): Mutant {
  return {
    guard: `claim: ${limit}, later choices`,
    edits: [{ file: `${doors}/${file}.sql`, find, replace }],
    tests,
    named: `${limit}, behind one that is full`,
  }
}

/** What an owner may say, checked twice because a claim has two ways. */
export const claimMutants: Mutant[] = [
  first('concurrency', 'WHERE a.nth <= a.room AND', 'WHERE'),
  first('requests per minute', ' AND a.nth <= a.minute_room AND', ' AND'),
  first('credits per day', 'r.daily_limit_e4 - CASE', '1000000000 - CASE'),
  first('credits per month', 'r.monthly_limit_e4 - CASE', '1000000000 - CASE'),
  first('the floor of the balance', ' AND a.account_nth_e4 <= a.account_room_e4', ''),
  first("the account's concurrency", 'least(u.concurrency_limit - u.in_flight,', 'least(1000,'),
  first("the account's window", 'u.window_limit - queue', '1000 - queue'),
  first('models', 'WHERE (cardinality(s.model_ids) = 0 OR', 'WHERE (true OR'),
  first('hours', `AND (r.hours_mask >>`, 'AND (16777215 >>'),
  first('price', ' AND queue.price_of(t.cost_e4, s.price_e4) <= t.ceiling', ''),
  first('a key for its owner alone', ` AND s.kind <> 'own_key'`, ''),
  first('pause', ` AND r.status = 'active'`, ''),
  first('a lock by the vendor', 'u.locked_until IS NULL OR u.locked_until <= p_now', 'true'),
  later('concurrency', 'WHEN v_pair.room <= v_taken[r]'),
  later('requests per minute', 'WHEN v_pair.minute_room <= v_taken[r]'),
  later('credits per day', 'WHEN v_pair.day_room_e4 - v_taken_e4[r] < v_pair.cost_e4'),
  later('credits per month', 'WHEN v_pair.month_room_e4 - v_taken_e4[r] < v_pair.cost_e4'),
  later(
    'the floor of the balance',
    'WHEN v_pair.account_e4 - v_account_taken_e4[a] - v_pair.cost_e4 < v_pair.floor_e4',
  ),
  later("the account's concurrency", 'WHEN v_pair.account_room <= v_account_taken[a]'),
  later("the account's window", 'WHEN v_pair.window_room <= v_account_taken[a]'),
  later('a key for its owner alone', `WHEN NOT run.own_key AND r.kind = 'own_key'`, 'claim-pairs'),
  later('pause', ` OR r.status <> 'active'`, 'claim-pairs', ''),
  {
    guard: 'claim: counters are locked before they are read',
    edits: [
      {
        file: `${doors}/claim.sql`,
        find: 'ORDER BY c.resource_id FOR NO KEY UPDATE;',
        replace: 'ORDER BY c.resource_id;',
      },
      {
        file: `${doors}/claim.sql`,
        find: 'ORDER BY u.id FOR NO KEY UPDATE) locked;',
        replace: 'ORDER BY u.id) locked;',
      },
    ],
    tests,
    named: 'concurrency, as their first choice',
  },
]
