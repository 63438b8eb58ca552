import { createPool } from '@aetherflow/db/pool'
import { creditHundredths } from '@aetherflow/db/quantities'
import { poolSql } from '@aetherflow/db/sql'
import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import { submit } from '../submit.ts'
import { runOf } from './arrange.ts'

/** What the parent asks of this process, and what it hears back. */
export type SubmitMany = { userId: string; count: number; ceiling: string }
export type Submitted = { accepted: number; refused: Record<string, number> }

// A process of its own: shares nothing with its sibling but the database.
const pool = createPool(process.argv[2] ?? '', {
  applicationName: 'double spender',
  max: 25,
  connectionTimeoutMs: 60_000,
  statementTimeoutMs: 60_000,
})
const sql = poolSql(pool)

async function once({ userId, ceiling }: SubmitMany): Promise<string> {
  try {
    await submit(sql, runOf(userId, { ceilings: [creditHundredths(BigInt(ceiling))] }))
    return 'accepted'
  } catch (error) {
    return domainCodeOf(error)?.code ?? String(error)
  }
}

process.on('message', (wanted: SubmitMany) => {
  void Promise.all(Array.from({ length: wanted.count }, () => once(wanted))).then((answers) => {
    const refused: Record<string, number> = {}
    for (const answer of answers)
      if (answer !== 'accepted') refused[answer] = (refused[answer] ?? 0) + 1
    const accepted = answers.filter((answer) => answer === 'accepted').length
    process.send?.({ accepted, refused } satisfies Submitted)
  })
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
