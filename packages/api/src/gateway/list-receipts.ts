import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastId, pageOf } from '../keyset.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { ListReceipts, Receipt } from './receipt-schemas.ts'

const page: Statement = {
  name: 'receipts_page',
  text: `SELECT number, attempt_id AS "attemptId", event, credential_version AS "credentialVersion", at, model_id AS "modelId",
           upstream_request_id AS "upstreamRequestId", cost_e4 AS "costE4", billed_e4 AS "billedE4", outcome, encode(hash, 'hex') AS hash
         FROM key_receipts WHERE resource_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3`,
}

/** What a resource's keys were used for, newest first, as it stands in the chain. Throws NOT_FOUND. */
export async function listReceipts(
  ctx: UserCtx,
  input: ListReceipts,
): Promise<{ receipts: Receipt[]; more: boolean }> {
  const { id } = await findOwnResource(ctx, input.resourceId)
  const { before = lastId, limit } = input
  const found = await ctx.deps.sql.query<Receipt>(page, [id, before, limit + 1])
  const { rows, more } = pageOf(found, limit)
  return { receipts: rows, more }
}
