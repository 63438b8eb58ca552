import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { pageOf } from '../keyset.ts'
import type { GatewayStatement, GatewayStatementsInput } from './order-schemas.ts'

const page: Statement = {
  name: 'admin_gateway_statements',
  text: `SELECT gateway, to_char(day, 'YYYY-MM-DD') AS day, currency, matches, ours_minor AS "oursMinor",
           theirs_minor AS "theirsMinor", lines, differences, checked_at AS "checkedAt"
         FROM gateway_statements
         WHERE ($2::text = '' OR gateway = $2) AND NOT ($3::boolean AND matches)
           AND ($4::date IS NULL OR (day, gateway, currency) < ($4::date, $5::text, $6::text))
         ORDER BY day DESC, gateway DESC, currency DESC LIMIT $1`,
}

/** The daily comparison of gateways' books with ours, newest day first. */
export async function listGatewayStatements(
  { deps }: UserCtx,
  input: GatewayStatementsInput,
): Promise<{ statements: GatewayStatement[]; more: boolean }> {
  const { gateway = '', differing, before, limit } = input
  const cursor = [before?.day ?? null, before?.gateway ?? '', before?.currency ?? '']
  const values = [limit + 1, gateway, differing, ...cursor]
  const found = await deps.sql.query<GatewayStatement>(page, values)
  const { rows, more } = pageOf(found, limit)
  return { statements: rows, more }
}
