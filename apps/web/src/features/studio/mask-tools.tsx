'use client'
import { Button } from '@aetherflow/ui/button'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Contrast, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { isBlank, type Stroke } from './mask-strokes.ts'

export type Tool = 'paint' | 'erase'
/** Shares of the picture's shorter side. */
export const radii = { s: 0.02, m: 0.05, l: 0.1 } as const
export type Radius = keyof typeof radii

type Props = {
  strokes: readonly Stroke[]
  tool: Tool
  radius: Radius
  onTool: (tool: Tool) => void
  onRadius: (radius: Radius) => void
  onStrokes: (strokes: readonly Stroke[]) => void
}

export function MaskTools(props: Props) {
  const { tool, radius, onTool, onRadius } = props
  const t = useTranslations('studio.mask')
  return (
    <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
      <RadioGroup<Tool>
        label={t('tool')}
        hideLabel
        options={[
          { value: 'paint', label: t('brush') },
          { value: 'erase', label: t('eraser') },
        ]}
        value={tool}
        onChange={onTool}
      />
      <RadioGroup<Radius>
        label={t('size')}
        hideLabel
        look="square"
        options={(['s', 'm', 'l'] as const).map((value, index) => ({
          value,
          name: t(`sizes.${value}`),
          label: (
            <span
              className="rounded-full bg-current"
              style={{ width: `${6 + index * 7}px`, height: `${6 + index * 7}px` }}
            />
          ),
        }))}
        value={radius}
        onChange={onRadius}
      />
      <StrokeActions {...props} />
    </div>
  )
}

function StrokeActions({ strokes, onStrokes }: Pick<Props, 'strokes' | 'onStrokes'>) {
  const t = useTranslations('studio.mask')
  return (
    <div className="flex flex-wrap">
      <Button
        variant="quiet"
        size="dense"
        disabled={strokes.length === 0}
        onClick={() => onStrokes(strokes.slice(0, -1))}
      >
        <Undo2 aria-hidden className="size-4" />
        {t('undo')}
      </Button>
      <Button
        variant="quiet"
        size="dense"
        onClick={() => onStrokes([...strokes, { kind: 'invert' }])}
      >
        <Contrast aria-hidden className="size-4" />
        {t('invert')}
      </Button>
      <Button
        variant="quiet"
        size="dense"
        disabled={isBlank(strokes)}
        onClick={() => onStrokes([...strokes, { kind: 'clear' }])}
      >
        <Trash2 aria-hidden className="size-4" />
        {t('clear')}
      </Button>
    </div>
  )
}
