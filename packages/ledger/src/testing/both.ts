import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import type { Refused } from '../model/ledger-model.ts'

export type Answer = { sql: unknown; model: unknown }

export const nothing: Answer = { sql: null, model: null }

/** What each side answers; a refusal is an answer, by its code. */
export async function both<T>(sql: () => Promise<T>, model: () => T | Refused): Promise<Answer> {
  try {
    const answer = await sql()
    return { sql: answer, model: model() }
  } catch (error) {
    const refused = domainCodeOf(error)
    if (refused === null) throw error
    return { sql: { refused: refused.code }, model: model() }
  }
}
