'use client'
import { Field } from '@aetherflow/ui/field'
import { Select } from '@aetherflow/ui/select'
import {
  Brush,
  Eraser,
  Expand,
  ImagePlus,
  type LucideIcon,
  Maximize2,
  Replace,
  Type,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Operation } from './draft.ts'

const operationIcons: Record<Operation, LucideIcon> = {
  'text-to-image': Type,
  'image-to-image': ImagePlus,
  inpaint: Brush,
  outpaint: Expand,
  'search-and-replace': Replace,
  'remove-background': Eraser,
  upscale: Maximize2,
}

type Props = {
  operations: readonly Operation[]
  value: Operation
  onChange: (operation: Operation) => void
}

/** What shall be done: only what some model on offer does. With one thing to do there is nothing to choose. */
export function OperationPicker({ operations, value, onChange }: Props) {
  const t = useTranslations('studio.operation')
  if (operations.length < 2) return null
  return (
    <Field label={t('label')}>
      <Select
        name="operation"
        options={operations.map((operation) => {
          const Icon = operationIcons[operation]
          const label = (
            <span className="inline-flex items-center gap-2">
              <Icon aria-hidden className="size-4 text-flow" />
              {t(`names.${operation}`)}
            </span>
          )
          return { value: operation, label }
        })}
        value={value}
        onChange={onChange}
      />
    </Field>
  )
}
