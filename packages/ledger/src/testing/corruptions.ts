import type { CorruptedLedger } from './corrupted-ledger.ts'

/** What was done to the ledger, how, and the rule that must find it. */
export type Corruption = [what: string, how: (at: CorruptedLedger) => string, rule: string]

const account = (user: string, kind: string) =>
  `(SELECT id FROM accounts WHERE user_id = '${user}' AND kind = '${kind}')`

const transfer = (key: string) => `(SELECT id FROM transfers WHERE business_key = '${key}')`

export const CORRUPTIONS: Corruption[] = [
  [
    'an entry whose amount was changed',
    (at) =>
      `UPDATE entries SET amount = amount + 1 WHERE account_id = ${account(at.user, 'available')} AND seq = 1`,
    'I1',
  ],
  [
    'an entry that vanished',
    (at) => `DELETE FROM entries WHERE account_id = ${account(at.provider, 'pending')} AND seq = 1`,
    'I1',
  ],
  [
    'a transfer without entries',
    () =>
      `INSERT INTO transfers (kind, business_key, content_hash, actor_kind) VALUES ('grant', 'grant:x', sha256(''), 'system')`,
    'I1',
  ],
  [
    'an entry without a transfer',
    () =>
      `INSERT INTO entries (transfer_id, account_id, amount) SELECT gen_random_uuid(), id, a FROM accounts, unnest(ARRAY[5, -5]) a WHERE kind = 'loss'`,
    'I1',
  ],
  [
    'a negative balance',
    (at) => `UPDATE accounts SET balance = -1 WHERE id = ${account(at.provider, 'available')}`,
    'I2',
  ],
  [
    'a debt above zero',
    (at) => `UPDATE accounts SET balance = 1 WHERE id = ${account(at.provider, 'debt')}`,
    'I2',
  ],
  [
    'a balance that was raised by hand',
    (at) => `UPDATE accounts SET balance = balance + 1 WHERE id = ${account(at.user, 'available')}`,
    'I3',
  ],
  [
    'a number that was left out',
    (at) =>
      `UPDATE entries SET seq = seq + 100 WHERE account_id = ${account(at.user, 'held')} AND seq >= 2`,
    'I3',
  ],
  [
    'a balance after an entry that does not follow',
    (at) =>
      `UPDATE entries SET balance_after = balance_after + 1 WHERE account_id = ${account(at.user, 'held')} AND seq = 2`,
    'I3',
  ],
  [
    'a held balance that no open hold explains',
    (at) => `UPDATE accounts SET balance = balance + 1 WHERE id = ${account(at.user, 'held')}`,
    'I4',
  ],
  [
    'a hold that was never released',
    (at) => `DELETE FROM transfers WHERE business_key = 'release:${at.failed}'`,
    'I5',
  ],
  [
    'a run whose hold is gone',
    (at) => `DELETE FROM transfers WHERE business_key = 'hold:${at.run}'`,
    'I5',
  ],
  [
    'a completed task without a settlement',
    (at) => `DELETE FROM settlements WHERE task_id = '${at.settled}'`,
    'I6',
  ],
  [
    'a settlement of an open task',
    (at) =>
      `INSERT INTO settlements SELECT (jsonb_populate_record(s, jsonb_build_object('task_id', '${at.open}', 'attempt_id', gen_random_uuid()))).* FROM settlements s WHERE task_id = '${at.settled}'`,
    'I6',
  ],
  [
    'a fee that the commission does not say',
    (at) =>
      `UPDATE settlements SET fee = fee + 1, provider_share = provider_share - 1 WHERE task_id = '${at.settled}'`,
    'I8',
  ],
  [
    'a share and a fee that are not the price',
    (at) =>
      `UPDATE settlements SET provider_share = provider_share + 1 WHERE task_id = '${at.settled}'`,
    'I8',
  ],
  [
    'sources that are not the price',
    (at) =>
      `UPDATE settlements SET from_available = from_available + 1 WHERE task_id = '${at.settled}'`,
    'I8',
  ],
  [
    'an order that was credited without a payment',
    () => `UPDATE orders SET gateway_payment_id = NULL`,
    'I9',
  ],
  [
    'an order that is credited twice over',
    () =>
      `UPDATE entries SET amount = 2 * amount WHERE transfer_id = (SELECT id FROM transfers WHERE kind = 'top_up')`,
    'I9',
  ],
  ['a credit whose order is not credited', () => `UPDATE orders SET status = 'expired'`, 'I9'],
  [
    'a payment that paid twice',
    () =>
      `INSERT INTO orders SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'client_id', gen_random_uuid()))).* FROM orders o`,
    'I9',
  ],
  [
    'more reversed than paid',
    (at) => `UPDATE settlements SET reversed = price + 1 WHERE task_id = '${at.settled}'`,
    'I10',
  ],
  [
    'a promotional share that was made smaller',
    (at) => `UPDATE settlements SET share_promo = share_promo - 1 WHERE task_id = '${at.matured}'`,
    'I11',
  ],
  [
    'promo that matured as earned',
    (at) =>
      `UPDATE entries SET account_id = ${account(at.provider, 'earned')}, seq = 9 WHERE account_id = ${account(at.provider, 'promo_earned')} AND transfer_id = (SELECT id FROM transfers WHERE kind = 'mature')`,
    'I11',
  ],
  [
    'a bonus that was given as bought credits',
    (at) =>
      `UPDATE entries SET account_id = ${account(at.user, 'available')}, seq = 9 WHERE transfer_id = (SELECT id FROM transfers WHERE kind = 'grant') AND amount > 0`,
    'I11',
  ],
  [
    'a business key that moved money twice',
    (at) =>
      `INSERT INTO transfers SELECT (jsonb_populate_record(NULL::transfers, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()))).* FROM transfers t WHERE business_key = 'settle:${at.settled}'`,
    'I13',
  ],
  [
    'a content hash that is none',
    (at) => `UPDATE transfers SET content_hash = '' WHERE business_key = 'settle:${at.settled}'`,
    'I13',
  ],
  [
    'a transfer by nobody',
    (at) => `UPDATE transfers SET actor_id = NULL WHERE business_key = 'hold:${at.run}'`,
    'I15',
  ],
  [
    'a transfer without a cause',
    () => `UPDATE transfers SET business_key = 'because' WHERE kind = 'grant'`,
    'I15',
  ],
  [
    'a statement line that vanished',
    (at) => `DELETE FROM statement_lines WHERE type = 'hold' AND run_id = '${at.run}'`,
    'lines',
  ],
  [
    'a statement that tells another story',
    (at) =>
      `UPDATE statement_lines SET spendable_after = spendable_after + 1 WHERE type = 'hold' AND run_id = '${at.run}'`,
    'lines',
  ],
  ['a lot that was refilled', () => `UPDATE bonus_lots SET remaining = remaining + 1`, 'lots'],
  ['a loss counter that was set back', () => `UPDATE loss_counters SET amount = 0`, 'loss'],
  [
    'a reversal that nothing moved',
    (at) => `UPDATE settlements SET reversed = 1 WHERE task_id = '${at.settled}'`,
    'I10',
  ],
  [
    'a refund of more than was paid',
    () =>
      `INSERT INTO order_refunds (order_id, client_id, request_hash, credits, amount_minor, currency, reason, state, requested_by) SELECT id, id, repeat('0', 64), credits + 1, 1, 'USD', 'x', 'done', id FROM orders`,
    'I10',
  ],
  [
    'a transfer that was changed after it was chained',
    (at) =>
      `UPDATE transfers SET actor_id = '${at.provider}' WHERE business_key = 'hold:${at.run}'`,
    'I14',
  ],
  [
    'an amount that was changed after it was chained',
    (at) =>
      `UPDATE entries SET amount = 2 * amount WHERE transfer_id = ${transfer(`settle:${at.settled}`)}`,
    'I14',
  ],
  [
    'a chained transfer that vanished',
    (at) => `DELETE FROM transfers WHERE business_key = 'settle:${at.settled}'`,
    'I14',
  ],
  [
    'a transfer that was slipped in behind the chain',
    (at) =>
      `INSERT INTO transfers (kind, business_key, content_hash, actor_kind, xid) SELECT 'grant', 'grant:late:x', sha256(''), 'system', xid FROM transfers WHERE business_key = 'hold:${at.run}'`,
    'I14',
  ],
  ['a link that was left out', () => `DELETE FROM ledger_chain WHERE number = 3`, 'I14'],
  [
    'links that changed places',
    () =>
      `UPDATE ledger_chain c SET hash = o.hash FROM ledger_chain o WHERE c.number IN (3, 4) AND o.number = 7 - c.number`,
    'I14',
  ],
  [
    'a clearing account that cleared more than was ordered',
    () =>
      `UPDATE entries SET amount = amount - 100 WHERE account_id = (SELECT id FROM accounts WHERE kind = 'clearing')`,
    'I18',
  ],
  [
    'a gateway’s statement that says something else',
    () =>
      `INSERT INTO gateway_statements (gateway, day, currency, matches, ours_minor, theirs_minor, lines) VALUES ('sandbox', '2026-11-21', 'USD', false, 100, 200, 1)`,
    'I18',
  ],
  ['a roll-up that was raised', () => `UPDATE platform_rollups SET balance = balance + 1`, 'sums'],
]
