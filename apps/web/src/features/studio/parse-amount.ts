/** Credits as somebody types them ("4", "4.5", "4,50") in hundredths; null for anything else. */
export function parseAmount(text: string): bigint | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  return BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}
