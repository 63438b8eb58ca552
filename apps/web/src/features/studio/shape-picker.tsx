'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { RatioGlyph } from '@aetherflow/ui/ratio-glyph'
import { useTranslations } from 'next-intl'

type Props = {
  shapes: readonly string[]
  value: string
  model: ModelView | undefined
  onChange: (ratio: string) => void
}

/** Shapes as one sees them; the pixels are said beside. */
export function ShapePicker({ shapes, value, model, onChange }: Props) {
  const t = useTranslations('studio.shape')
  const size = model?.capability.sizes[value]
  return (
    <RadioGroup
      look="square"
      label={
        <span className="flex items-baseline justify-between gap-3">
          {t('label')}
          <span className="num text-xs font-normal text-ink-2">
            {size === undefined ? value : t('size', { ratio: value, ...sized(size) })}
          </span>
        </span>
      }
      options={shapes.map((ratio) => ({
        value: ratio,
        name: t('option', { ratio }),
        label: <RatioGlyph ratio={ratio} />,
      }))}
      value={value}
      onChange={onChange}
    />
  )
}

/** Plain digits: "1,216" is not how pixels are written. */
const sized = ({ width, height }: { width: number; height: number }) => ({
  width: String(width),
  height: String(height),
})
