import { beforeFirstReceipt } from '@aetherflow/crypto/receipt-hash'
import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { checkReceipts, type StoredReceipt } from './internal/check-receipts.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { ReceiptCheck, VerifyReceipts } from './receipt-schemas.ts'

const batch = 1_000

const hashOf: Statement = {
  name: 'receipt_hash_of',
  text: `SELECT encode(hash, 'hex') AS hash FROM key_receipts WHERE resource_id = $1 AND number = $2`,
}
const stretch: Statement = {
  name: 'receipts_stretch',
  text: `SELECT k.resource_id AS "resourceId", k.number, k.attempt_id AS "attemptId", k.event, k.credential_version AS "credentialVersion",
           k.at, k.model_id AS "modelId", k.upstream_request_id AS "upstreamRequestId", k.cost_e4 AS "costE4", k.billed_e4 AS "billedE4",
           k.outcome, encode(k.hash, 'hex') AS hash,
           a.cost_e4 AS "attemptCostE4", a.dispatched_at AS "dispatchedAt", t.model_id AS "taskModelId"
         FROM key_receipts k LEFT JOIN attempts a ON a.id = k.attempt_id AND a.resource_id = k.resource_id
         LEFT JOIN tasks t ON t.id = a.task_id
         WHERE k.resource_id = $1 AND k.number > $2 ORDER BY k.number LIMIT $3`,
}
// What ended before the writer's mark has its receipts, or somebody took them away: a chain alone cannot say so of its end.
const missing: Statement = {
  name: 'receipts_missing',
  text: `SELECT a.id FROM attempts a
         WHERE a.resource_id = $1 AND a.ended_xid < (SELECT up_to_xid FROM tailers WHERE name = 'receipts')
           AND NOT EXISTS (SELECT FROM key_receipts k WHERE k.attempt_id = a.id AND k.event = 'use')
         LIMIT 1`,
}

type Row = Omit<StoredReceipt, 'attempt'> & {
  attemptCostE4: bigint | null
  dispatchedAt: Date | null
  taskModelId: string | null
}

/**
 * Recomputes up to 1,000 receipts after a number from what they say, compares each with its use, and at the end of the
 * chain looks for uses without a receipt. Throws NOT_FOUND (also for a number that is not in the chain).
 */
export async function verifyReceipts(ctx: UserCtx, input: VerifyReceipts): Promise<ReceiptCheck> {
  const { sql } = ctx.deps
  const { id } = await findOwnResource(ctx, input.resourceId)
  const { after } = input
  const hash = after === 0n ? beforeFirstReceipt : await knownHash(ctx, id, after)
  if (hash === null) return { upTo: after, broken: { number: after, what: 'number' }, more: false }
  const rows = await sql.query<Row>(stretch, [id, after, batch])
  const broken = checkReceipts({ number: after, hash }, rows.map(toStored))
  const upTo = broken === null ? after + BigInt(rows.length) : broken.number - 1n
  if (broken !== null) return { upTo, broken, more: false }
  const more = rows.length === batch
  if (!more && (await sql.query(missing, [id])).length > 0)
    return { upTo, broken: { number: upTo + 1n, what: 'missing' }, more }
  return { upTo, broken: null, more }
}

async function knownHash(ctx: UserCtx, id: string, number: bigint): Promise<string | null> {
  const [row] = await ctx.deps.sql.query<{ hash: string }>(hashOf, [id, number])
  return row?.hash ?? null
}

function toStored({ attemptCostE4, dispatchedAt, taskModelId, ...receipt }: Row): StoredReceipt {
  const known = attemptCostE4 !== null && dispatchedAt !== null && taskModelId !== null
  return {
    ...receipt,
    attempt: known ? { costE4: attemptCostE4, dispatchedAt, modelId: taskModelId } : null,
  }
}
