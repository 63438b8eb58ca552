/** Most that Alipay takes in one payment: 100,000,000.00 yuan, in fen. */
export const maxFen = 10_000_000_000

/** Fen as Alipay writes them: `1230` is `12.30`. */
export function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * Yuan as Alipay writes them, in fen. Digits are moved, never multiplied: a float would turn `1.15` into 114.
 * @returns null for anything but digits with at most two decimals
 */
export function fenOf(yuan: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (match === null) return null
  const [, whole = '', cents = ''] = match
  const fen = Number(whole + cents.padEnd(2, '0'))
  return fen <= maxFen ? fen : null
}
