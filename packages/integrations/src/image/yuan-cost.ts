const yuanPerDollar = 7n

/** For a row's `source`: which rate its figure was made with. */
export const yuanRate = 'at 7.00 yuan per US dollar, set 2026-11-22'

/**
 * A price in yuan as upstream credits: one credit is one US cent.
 * @param milliYuan thousandths of a yuan
 * @returns 1/10,000 credit, rounded up
 */
export function costOfYuan(milliYuan: bigint): bigint {
  return (milliYuan * 1000n + yuanPerDollar - 1n) / yuanPerDollar
}
