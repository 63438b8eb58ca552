'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { priceOfImage, shareOfPrice } from './price-of-image.ts'

type Model = Catalogue['upstreams'][number]['models'][number]
type Props = { models: readonly Model[]; priceE4: bigint | null; commissionBps: number }

/** A list of twenty would hide what stands below it. */
const atFirst = 6

/** What a price means, model by model: what the call costs, what a buyer pays, what stays with the provider. */
export function EffectTable({ models, priceE4, commissionBps }: Props) {
  const t = useTranslations('provide.settings')
  const [all, setAll] = useState(false)
  const format = useFormatter()
  const priced = (model: Model) => (priceE4 === null ? null : priceOfImage(model.costE4, priceE4))
  const amount = (value: bigint | null) => (value === null ? '–' : <CreditAmount value={value} />)
  const columns: Column<Model>[] = [
    { key: 'model', header: t('model'), lead: true, cell: ({ name }) => name },
    {
      key: 'cost',
      header: t('upstreamCost'),
      align: 'end',
      cell: ({ costE4 }) => (
        <span className="num">{formatUpstreamCredits(upstreamCreditE4(costE4))}</span>
      ),
    },
    { key: 'price', header: t('buyerPays'), align: 'end', cell: (model) => amount(priced(model)) },
    {
      key: 'share',
      header: t('youReceive'),
      align: 'end',
      cell: (model) => {
        const price = priced(model)
        return amount(price === null ? null : shareOfPrice(price, commissionBps))
      },
    },
  ]
  const shown = all ? models : models.slice(0, atFirst)
  return (
    <div className="grid gap-2">
      <DataTable caption={t('effect')} columns={columns} rows={shown} rowKey={({ id }) => id} />
      {shown.length < models.length && (
        <div>
          <Button variant="quiet" size="dense" onClick={() => setAll(true)}>
            {t('allModels', { count: models.length })}
          </Button>
        </div>
      )}
      <p className="text-xs text-ink-2">
        {t('effectNote', {
          commission: format.number(commissionBps / 10_000, {
            style: 'percent',
            maximumFractionDigits: 2,
          }),
        })}
      </p>
    </div>
  )
}
