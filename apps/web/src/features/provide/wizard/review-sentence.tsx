'use client'
import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { writeHours } from '../settings/hours.ts'
import { priceOfImage, shareOfPrice } from '../settings/price-of-image.ts'
import { writePrice } from '../settings/settings-draft.ts'

/** An offer as somebody would say it aloud, with the cheapest model as its example. */
export function ReviewSentence({
  resource,
  catalogue,
}: {
  resource: ResourceView
  catalogue: Catalogue
}) {
  const t = useTranslations('provide.review')
  const format = useFormatter()
  const upstream = catalogue.upstreams.find(({ id }) => id === resource.upstreamId)
  const offered = (upstream?.models ?? []).filter(
    ({ id }) => resource.modelIds.length === 0 || resource.modelIds.includes(id),
  )
  const example = offered.toSorted((a, b) => Number(a.costE4 - b.costE4))[0]
  if (example === undefined) return null
  const price = priceOfImage(example.costE4, resource.priceE4)
  const share = shareOfPrice(price, catalogue.commissionBps)
  const strong = (text: React.ReactNode) => (
    <strong className="font-semibold text-ink">{text}</strong>
  )
  const units = (value: bigint) =>
    format.number(Number(value) / 10_000, { maximumFractionDigits: 4 })
  return (
    <div className="grid gap-3 text-lg text-ink-2">
      <p>
        {t.rich(resource.modelIds.length === 0 ? 'offerAll' : 'offerSome', {
          b: strong,
          name: resource.name,
          vendor: resource.upstreamName,
          count: offered.length,
          unitPrice: writePrice(resource.priceE4),
          model: example.name,
          price: () => strong(<CreditAmount value={price} />),
          share: () => strong(<CreditAmount value={share} />),
        })}
      </p>
      <p>
        {t.rich('limits', {
          b: strong,
          vendor: resource.upstreamName,
          daily: units(resource.dailyLimitE4),
          monthly: units(resource.monthlyLimitE4),
          concurrency: resource.concurrencyLimit,
        })}{' '}
        {resource.hours.length === 24
          ? t('always')
          : t.rich('hours', { b: strong, spans: writeHours(resource.hours) })}{' '}
        {resource.floorBalanceE4 > 0n &&
          t('floor', { vendor: resource.upstreamName, floor: units(resource.floorBalanceE4) })}
      </p>
    </div>
  )
}
