import type { Sql, Statement } from '@aetherflow/db/sql'
import type { ExportInput } from '../statement-schemas.ts'
import { byteOrderMark, csvCredits, csvInteger, csvRow } from './csv.ts'
import { csvTexts } from './csv-texts.ts'
import { statementPeriod } from './statement-period.ts'
import { statementColumns, type StatementRow } from './statement-rows.ts'

// Oldest first; lines are never changed, so batches by key add up to one picture without a transaction.
const batch: Statement = {
  name: 'statement_export',
  text: `SELECT ${statementColumns} FROM statement_lines l
         WHERE l.user_id = $1 AND l.id >= $2 AND l.id < $3 AND l.created_at >= $4 AND l.created_at < $5
           AND (cardinality($7::text[]) = 0 OR l.type = ANY($7::text[]::statement_type[]))
         ORDER BY l.id LIMIT $6`,
}

const batchSize = 500

/** A statement as a file, in pieces of at most 500 lines, each read when the last one has been taken. */
export async function* statementCsv(
  sql: Sql,
  userId: string,
  { from, until, types, locale }: ExportInput,
): AsyncGenerator<string> {
  const texts = csvTexts[locale]
  yield byteOrderMark + csvRow(texts.statement)
  const period = await statementPeriod(sql, userId, { from, until })
  let low = period.low
  while (true) {
    const rows = await sql.query<StatementRow>(batch, [
      userId,
      low,
      period.high,
      period.from,
      period.until,
      batchSize,
      types,
    ])
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => lineOf(row, texts.types[row.type])).join('')
    if (rows.length < batchSize) return
    low = last.id + 1n
  }
}

function lineOf(row: StatementRow, what: string): string {
  return csvRow([
    csvInteger(row.id),
    row.createdAt,
    row.type,
    what,
    row.description,
    csvCredits(row.amount),
    csvCredits(row.spendableDelta),
    csvCredits(row.spendableAfter),
    csvCredits(row.heldDelta),
    csvCredits(row.heldAfter),
    csvCredits(row.pendingDelta),
    csvCredits(row.pendingAfter),
    csvCredits(row.debtDelta),
    csvCredits(row.debtAfter),
    row.taskId,
    row.runId,
    row.orderId,
  ])
}
