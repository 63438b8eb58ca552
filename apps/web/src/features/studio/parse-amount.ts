/** The most that the server takes for one image, in hundredths of a credit. */
export const MOST = 100_000_000n

/** Credits as somebody types them ("4", "4.5", "4,50") in hundredths; null for anything else or too much. */
export function parseAmount(text: string): bigint | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const amount = BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
  return amount <= MOST ? amount : null
}

/** The other way, as somebody would type it: 360 hundredths are "3.60". */
export function formatAmount(amount: bigint): string {
  const cents = String(amount % 100n).padStart(2, '0')
  return cents === '00' ? String(amount / 100n) : `${amount / 100n}.${cents}`
}
