import type { ProviderMonth } from '@aetherflow/api/wallet/statement-schemas'

export type Earning = ProviderMonth['earnings'][number]

/** The last row of a month's table: everything above it added up. It belongs to no resource. */
export function totalOfEarnings(earnings: readonly Earning[]): Earning {
  const sum = (of: (earning: Earning) => bigint) =>
    earnings.reduce((total, earning) => total + of(earning), 0n)
  return {
    resourceId: '',
    resourceName: '',
    modelId: '',
    images: earnings.reduce((total, { images }) => total + images, 0),
    price: sum(({ price }) => price),
    fee: sum(({ fee }) => fee),
    share: sum(({ share }) => share),
    reversed: sum(({ reversed }) => reversed),
    feeReversed: sum(({ feeReversed }) => feeReversed),
  }
}

/** The months from the first to the present one, newest first; at most ten years of them. */
export function monthsUntil(firstMonth: string | null, now: Date): string[] {
  const months = []
  const first = firstMonth ?? now.toISOString().slice(0, 7)
  for (let back = 0; back < 120; back += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back))
      .toISOString()
      .slice(0, 7)
    if (month < first) break
    months.push(month)
  }
  return months
}
