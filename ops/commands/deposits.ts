import { createPool } from '@aetherflow/db/pool'
import { FixableError } from '../run/fixable-error.ts'

export type Deposits = {
  upstream: string
  to: 'on' | 'off'
  reason: string
}

/**
 * Opens or closes deposits for an upstream, with its reason in the row and in the audit log. Answers whether that changed
 * anything. Keys that are connected already go on.
 */
export async function switchDeposits(
  url: string,
  { upstream, to, reason }: Deposits,
): Promise<boolean> {
  const pool = createPool(url, { applicationName: 'aetherflow admin', max: 1 })
  try {
    const { rows } = await pool.query<{ changed: boolean }>(
      `SELECT vault.set_deposit_policy(NULL, $1, $2, $3, 'npm run admin') AS changed`,
      [upstream, to === 'on', reason],
    )
    return rows[0]?.changed === true
  } catch (error) {
    const known = (await pool.query<{ id: string }>('SELECT id FROM upstreams ORDER BY id')).rows
    throw explained(
      error,
      { upstream, to, reason },
      known.map(({ id }) => id),
    )
  } finally {
    await pool.end()
  }
}

function explained(error: unknown, { upstream, to }: Deposits, known: string[]): unknown {
  const said = error instanceof Error ? error.message : ''
  if (said === 'NOT_FOUND')
    return new FixableError(`There is no upstream ${upstream}.`, `use one of ${known.join(', ')}`)
  if (said === 'INPUT_INVALID')
    return new FixableError(
      'A reason is missing, or too short or long.',
      `npm run admin -- deposits ${upstream} ${to} "<reason of 3 to 500 characters>"`,
    )
  return error
}
