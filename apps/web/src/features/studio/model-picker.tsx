'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { useTranslations } from 'next-intl'
import { ModelRow } from './model-row.tsx'
import type { DraftPrice } from './price-of-draft.ts'

type Props = {
  offered: readonly ModelView[]
  chosen: readonly ModelView[]
  several: boolean
  price: DraftPrice
  /** How many models fit beside the images asked of each. */
  most: number
  onChange: (models: string[]) => void
}

export function ModelPicker({ offered, chosen, several, price, most, onChange }: Props) {
  const t = useTranslations('studio.model')
  const ids = chosen.map((model) => model.id)
  const row = (model: ModelView) => {
    const line = price.lines.find(({ modelId }) => modelId === model.id)
    return <ModelRow model={model} price={line === undefined ? model.price : line.price} />
  }
  if (!several) {
    return (
      <RadioGroup
        look="card"
        label={t('label')}
        options={offered.map((model) => ({ value: model.id, label: row(model) }))}
        value={ids[0] ?? ''}
        onChange={(model) => onChange([model])}
      />
    )
  }
  const toggle = (model: string) =>
    onChange(ids.includes(model) ? ids.filter((other) => other !== model) : [...ids, model])
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-semibold">{t('labelSeveral')}</legend>
      {offered.map((model) => {
        const pressed = ids.includes(model.id)
        const fixed = pressed ? ids.length === 1 : ids.length >= most
        return (
          <button
            key={model.id}
            type="button"
            aria-pressed={pressed}
            disabled={fixed && !pressed}
            onClick={() => !fixed && toggle(model.id)}
            className="block w-full rounded-control border border-line px-3 py-2.5 text-start transition-colors duration-160 ease-tide hover:border-line-strong disabled:opacity-55 aria-pressed:border-flow aria-pressed:bg-foam"
          >
            {row(model)}
          </button>
        )
      })}
    </fieldset>
  )
}
