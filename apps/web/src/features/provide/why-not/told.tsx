'use client'
import type { WhyNotMine } from '@aetherflow/api/tasks/why-schemas'
import { Callout } from '@aetherflow/ui/callout'
import { DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { useFormatter, useTranslations } from 'next-intl'

/** Less than this is a draw, as far as anybody can see. */
const LEVEL_GAP = 0.0005

/** What is known, in words; the panel around it asks. */
export function Told({ told }: { told: WhyNotMine }) {
  const t = useTranslations('provide.whyNot')
  const reason = useWhy()
  const { standing, chosen, passedOver, outscored } = told
  const now = standing !== null && (
    <Callout tone="warn" title={t('now', { reason: reason(standing.reason) })}>
      {t(`remedy.${standing.remedy}`)}
    </Callout>
  )
  if (chosen + passedOver === 0)
    return (
      <>
        {now}
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      </>
    )
  return (
    <div className="grid gap-4">
      {now}
      <p>{t('summary', { chosen, all: chosen + passedOver })}</p>
      {outscored !== null && <Outscored outscored={outscored} priceE4={told.priceE4} />}
      {told.reasons.length > 0 && <Reasons reasons={told.reasons} />}
    </div>
  )
}

type OutscoredProps = {
  outscored: NonNullable<WhyNotMine['outscored']>
  priceE4: bigint
}

function Outscored({ outscored, priceE4 }: OutscoredProps) {
  const t = useTranslations('provide.whyNot')
  const format = useFormatter()
  const price = (e4: bigint) => format.number(Number(e4) / 10_000, { minimumFractionDigits: 4 })
  const { count, averageGap, winnable, winningPriceE4: level } = outscored
  if (averageGap < LEVEL_GAP) return <Callout title={t('drawn', { count })}>{t('level')}</Callout>
  const gap = format.number(averageGap * 100, { maximumFractionDigits: 1 })
  const advice = () => {
    if (level === null) return t('notByPrice')
    if (level >= priceE4) return t('lowerSince', { price: price(level), now: price(priceE4) })
    return t('byPrice', { count: winnable, price: price(level), now: price(priceE4) })
  }
  return <Callout title={t('outscored', { count, gap })}>{advice()}</Callout>
}

function Reasons({ reasons }: Pick<WhyNotMine, 'reasons'>) {
  const t = useTranslations('provide.whyNot')
  const reason = useWhy()
  return (
    <DataTable
      caption={t('caption')}
      rows={reasons}
      rowKey={({ reason: code }) => code}
      columns={[
        { key: 'reason', header: t('reason'), lead: true, cell: (row) => reason(row.reason) },
        {
          key: 'count',
          header: t('count'),
          align: 'end',
          cell: (row) => <span className="num">{row.count}</span>,
        },
        {
          key: 'remedy',
          header: t('change'),
          cell: (row) => <span className="text-ink-2">{t(`remedy.${row.remedy}`)}</span>,
        },
      ]}
    />
  )
}

/** A reason as its owner would say it. */
function useWhy(): (code: string) => string {
  const t = useTranslations('provide.whyNot')
  return (code) => {
    const key = `why.${code}` as 'why.DAY_LIMIT'
    return t.has(key) ? t(key) : t('whyOther')
  }
}
