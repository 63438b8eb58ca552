/** Hundredths of a credit: the only unit in which the ledger counts. */
export type CreditHundredths = bigint & { readonly __unit: 'credit-hundredths' }

/** Ten-thousandths of an upstream's own credit: what a vendor's call costs. */
export type UpstreamCreditE4 = bigint & { readonly __unit: 'upstream-credit-e4' }

// A column is int8; anything wider could not have come from, nor go to, the database.
const MAX_INT8 = 2n ** 63n - 1n

const CREDITS = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,2}))?$/
const UPSTREAM_CREDITS = /^(-?)(0|[1-9]\d{0,13})(?:\.(\d{1,4}))?$/

export function creditHundredths(value: bigint): CreditHundredths {
  return assertInt8(value) as CreditHundredths
}

export function upstreamCreditE4(value: bigint): UpstreamCreditE4 {
  return assertInt8(value) as UpstreamCreditE4
}

/** `124050n` → `1240.50`. Always two decimals, no grouping. */
export function formatCredits(value: CreditHundredths): string {
  const { sign, whole, fraction } = split(value, 2)
  return `${sign}${whole}.${fraction}`
}

/** `1240.5` → `124050n`. Throws a RangeError for anything but a plain decimal with at most two decimals. */
export function parseCredits(text: string): CreditHundredths {
  return creditHundredths(parseScaled(text, CREDITS, 2))
}

/** `65000n` → `6.5`. As few decimals as the value needs. */
export function formatUpstreamCredits(value: UpstreamCreditE4): string {
  const { sign, whole, fraction } = split(value, 4)
  const shown = fraction.replace(/0+$/, '')
  return shown === '' ? `${sign}${whole}` : `${sign}${whole}.${shown}`
}

/** `6.5` → `65000n`. Throws a RangeError for anything but a plain decimal with at most four decimals. */
export function parseUpstreamCredits(text: string): UpstreamCreditE4 {
  return upstreamCreditE4(parseScaled(text, UPSTREAM_CREDITS, 4))
}

function split(value: bigint, decimals: number): { sign: string; whole: string; fraction: string } {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  return {
    sign: value < 0n ? '-' : '',
    whole: digits.slice(0, -decimals),
    fraction: digits.slice(-decimals),
  }
}

function parseScaled(text: string, pattern: RegExp, decimals: number): bigint {
  const match = pattern.exec(text)
  if (match === null) throw new RangeError(`not an amount with at most ${decimals} decimals`)
  const [, sign = '', whole = '', fraction = ''] = match
  const magnitude = BigInt(whole + fraction.padEnd(decimals, '0'))
  return sign === '-' ? -magnitude : magnitude
}

function assertInt8(value: bigint): bigint {
  if (value > MAX_INT8 || value < -MAX_INT8) throw new RangeError('amount exceeds 64 bits')
  return value
}
