/** Hundredths of a credit as people read them: `124050n` is "1,240.50"; whole amounts may drop ".00". */
export function formatCredits(
  hundredths: bigint,
  options: { sign?: boolean; whole?: boolean } = {},
): string {
  const size = hundredths < 0n ? -hundredths : hundredths
  const units = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = size % 100n
  const sign = hundredths < 0n ? '\u2212' : options.sign && hundredths > 0n ? '+' : ''
  const decimals = options.whole && rest === 0n ? '' : `.${rest.toString().padStart(2, '0')}`
  return `${sign}${units}${decimals}`
}
