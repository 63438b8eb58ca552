/** More credits than any account holds; a larger figure is a broken answer. */
const maxCreditsE4 = 10n ** 19n

/**
 * Turns the text of a JSON number into upstream credits in 1/10,000, exactly, rounded down. The text and not the
 * parsed number: Stability answers doubles such as 0.6336833840314097, and money never passes through a float.
 * @returns null when the text is no JSON number or is out of range
 */
export function creditsE4(numberText: string): bigint | null {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(numberText)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match
  const digits = BigInt(whole + fraction)
  const shift = Number(exponentText) - fraction.length + 4
  if (Math.abs(shift) > 200) return digits === 0n ? 0n : null
  const scale = 10n ** BigInt(Math.abs(shift))
  const magnitude = shift >= 0 ? digits * scale : digits / scale
  // Division of a bigint cuts towards zero; below zero, down is away from it.
  const cut = shift < 0 && digits % scale !== 0n
  const value = sign === '-' ? -magnitude - (cut ? 1n : 0n) : magnitude
  return value > maxCreditsE4 || value < -maxCreditsE4 ? null : value
}
