import type { verificationOutput, VerificationCheck } from '@aetherflow/api/gateway/schemas'
import type { z } from 'zod'

export type Verification = z.infer<typeof verificationOutput>
export type CheckName = VerificationCheck['check']
export type CheckRow = {
  check: CheckName
  mark: 'passed' | 'failed' | 'skipped' | 'asking' | 'waiting'
  /** What there is to say about a check that did not fail. */
  note: 'BALANCE_DECLARED' | 'BALANCE_LOW' | null
}

/** The order in which a key is checked. */
const order: readonly CheckName[] = ['format', 'authentication', 'models', 'balance', 'duplicate']

export function isOver(verification: Pick<Verification, 'state'> | undefined): boolean {
  return verification?.state === 'passed' || verification?.state === 'failed'
}

/** Every check in its order with how it went; the first open one is being asked while the verification runs. */
export function checkRows({ state, checks }: Verification): CheckRow[] {
  const done = new Map(checks.map(({ check, result }) => [check, result]))
  const noteOf = (name: CheckName) => {
    const code = checks.find(({ check }) => check === name)?.code
    return code === 'BALANCE_DECLARED' || code === 'BALANCE_LOW' ? code : null
  }
  const over = isOver({ state })
  const first = order.find((check) => {
    const result = done.get(check)
    return result === undefined || (!over && result === 'skipped')
  })
  return order.map((check) => {
    const result = done.get(check)
    if (!over && check === first) return { check, mark: 'asking', note: null }
    return { check, mark: result ?? (over ? 'skipped' : 'waiting'), note: noteOf(check) }
  })
}

/** The code of the check that failed; null when none did. */
export function codeOfFailure({ checks }: Pick<Verification, 'checks'>): string | null {
  return checks.find(({ result }) => result === 'failed')?.code ?? null
}

/** Whether the vendor was asked before and did not answer: it is asked again by itself. */
export function isRetrying({ state, checks }: Verification): boolean {
  return (
    !isOver({ state }) &&
    checks.some(({ result, code }) => result === 'skipped' && code !== undefined)
  )
}
