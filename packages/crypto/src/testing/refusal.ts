import { CryptoError, type CryptoErrorCode } from '../crypto-error.ts'

export type Refusal = { code: CryptoErrorCode; reason: string }

/** Code and reason of the CryptoError with which a function or a promise fails; anything else is thrown. */
export async function refusalOf(attempt: (() => unknown) | Promise<unknown>): Promise<Refusal> {
  let outcome: unknown
  try {
    outcome = await (typeof attempt === 'function' ? attempt() : attempt)
  } catch (error) {
    if (!(error instanceof CryptoError) || error.cause !== undefined) throw error
    return { code: error.code, reason: error.reason }
  }
  throw new Error(`expected a refusal, but it gave ${String(outcome)}`)
}

/** The code alone. */
export async function codeOf(
  attempt: (() => unknown) | Promise<unknown>,
): Promise<CryptoErrorCode> {
  return (await refusalOf(attempt)).code
}
