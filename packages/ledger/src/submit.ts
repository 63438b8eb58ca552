import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

export type SubmitTask = {
  taskId: string
  modelId: string
  /** At most this much is paid; from 0.25 credits up. Ignored for an own key, which holds nothing. */
  ceiling: CreditHundredths
  /** Null leaves the seed to the upstream. */
  seed: bigint | null
}

export type SubmitInput = {
  userId: string
  runId: string
  clientId: string
  /** Hash of what the client asked for: the same client id with another hash is a conflict. */
  requestHash: string
  prompt: string
  negativePrompt: string
  params: Record<string, unknown>
  preference: 'cheapest' | 'balanced' | 'fastest'
  ownKey: boolean
  /** 1 to 8, in the order in which they are shown. */
  tasks: readonly SubmitTask[]
}

export type SubmitResult = {
  /** The run that exists now: of a repeated call, the first one's. */
  runId: string
  held: CreditHundredths
  deadlineAt: Date
  repeated: boolean
}

type Row = { run_id: string; held: bigint; deadline_at: Date; repeated: boolean }

const statement = {
  name: 'ledger_submit',
  text: `SELECT run_id, held, deadline_at, repeated FROM ledger.submit(
           $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::jsonb, $8::preference, $9::boolean,
           $10::uuid[], $11::text[], $12::bigint[], $13::bigint[])`,
}

/**
 * Takes a run and holds its ceilings in one call: run, tasks, fair keys, hold. Repeatable by client id.
 * Throws INPUT_INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT, ACCOUNT_FROZEN, ACCOUNT_DISABLED,
 * MODEL_UNAVAILABLE, MODEL_CLOSED_TO_YOU, DAILY_CAP_REACHED, INSUFFICIENT_CREDITS.
 */
export async function submit(sql: Sql, input: SubmitInput): Promise<SubmitResult> {
  const [row] = await sql.query<Row>(statement, [
    input.userId,
    input.runId,
    input.clientId,
    input.requestHash,
    input.prompt,
    input.negativePrompt,
    JSON.stringify(input.params),
    input.preference,
    input.ownKey,
    input.tasks.map((task) => task.taskId),
    input.tasks.map((task) => task.modelId),
    input.tasks.map((task) => task.ceiling.toString()),
    input.tasks.map((task) => task.seed?.toString() ?? null),
  ])
  if (row === undefined) throw new Error('submit answered nothing')
  return {
    runId: row.run_id,
    held: creditHundredths(row.held),
    deadlineAt: row.deadline_at,
    repeated: row.repeated,
  }
}
