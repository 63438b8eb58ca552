'use client'
import { Button } from '@aetherflow/ui/button'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { LayoutGrid } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { CeilingNote } from './ceiling-note.tsx'
import { withCount } from './chosen-models.ts'
import { CountStepper } from './count-stepper.tsx'
import { MAX_IMAGES } from './draft.ts'
import { formatAmount } from './parse-amount.ts'
import { quickModels } from './model-search.ts'
import { ModelRow } from './model-row.tsx'
import { useKnownModels } from './studio-storage.ts'
import type { Composing } from './use-composer.ts'

const ModelDialog = dynamic(() => import('./model-dialog.tsx').then((file) => file.ModelDialog), {
  ssr: false,
})

/** So many stand in the composer; all of them one press away. */
const QUICK = 3

type Props = { account: string; composing: Composing }

/** One model from a few at hand, or several side by side, each with its number and price. */
export function ModelPicker({ account, composing }: Props) {
  const t = useTranslations('studio.model')
  const { able, chosen, price } = composing
  const [browsing, setBrowsing] = useState(false)
  const several = chosen.length > 1
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {several ? (
        <Several composing={composing} />
      ) : (
        <One account={account} composing={composing} />
      )}
      {price.lines.map((line) => (
        <CeilingNote
          key={line.modelId}
          line={line}
          name={several ? (able.find(({ id }) => id === line.modelId)?.name ?? null) : null}
          onCeiling={(ceiling) =>
            composing.change({ ceilings: raised(composing, line.modelId, ceiling) })
          }
        />
      ))}
      {able.length > 1 && (
        <div className="-ml-2.5">
          <Button variant="quiet" size="dense" onClick={() => setBrowsing(true)}>
            <LayoutGrid aria-hidden className="size-4" />
            {several ? t('change') : t('browse', { count: able.length })}
          </Button>
        </div>
      )}
      {browsing && (
        <ModelDialog account={account} composing={composing} onClose={() => setBrowsing(false)} />
      )}
    </div>
  )
}

function One({ account, composing }: Props) {
  const t = useTranslations('studio.model')
  const { able, chosen, choose, price } = composing
  const [known] = useKnownModels(account)
  const ids = chosen.map(({ model }) => model.id)
  const count = chosen[0]?.count ?? 1
  return (
    <RadioGroup
      look="card"
      label={t('label')}
      options={quickModels(able, ids, known, QUICK).map((model) => ({
        value: model.id,
        label: (
          <ModelRow
            model={model}
            line={price.lines.find(({ modelId }) => modelId === model.id)}
            withVendor={hasVendors(able)}
          />
        ),
      }))}
      value={ids[0] ?? ''}
      onChange={(id) => choose([{ id, count }])}
    />
  )
}

function Several({ composing }: Pick<Props, 'composing'>) {
  const t = useTranslations('studio.model')
  const { able, chosen, choose, images, price } = composing
  const choices = chosen.map(({ model: { id }, count }) => ({ id, count }))
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 flex w-full items-baseline justify-between gap-3">
        <span className="text-sm font-semibold">{t('labelSeveral')}</span>
        <span className="num text-xs text-ink-2">
          {t('images', { count: images, max: MAX_IMAGES })}
        </span>
      </legend>
      {chosen.map(({ model, count }) => (
        <div key={model.id} className="rounded-control border border-flow bg-foam px-3 py-2">
          <ModelRow
            model={model}
            line={price.lines.find(({ modelId }) => modelId === model.id)}
            withVendor={hasVendors(able)}
            number={
              <CountStepper
                name={model.name}
                count={count}
                most={count + MAX_IMAGES - images}
                onChange={(next) => choose(withCount(choices, model.id, next))}
              />
            }
          />
        </div>
      ))}
    </fieldset>
  )
}

/** With one vendor, its name would only repeat itself. */
const hasVendors = (able: Composing['able']) =>
  able.some(({ upstreamId }) => upstreamId !== able[0]?.upstreamId)

/** The ceilings with one of them set, or back at the price. */
function raised({ draft }: Composing, modelId: string, ceiling: bigint | null) {
  const { [modelId]: _before, ...others } = draft.ceilings
  return ceiling === null ? others : { ...others, [modelId]: formatAmount(ceiling) }
}
