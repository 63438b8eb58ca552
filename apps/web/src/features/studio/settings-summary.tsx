'use client'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Composing } from './use-composer.ts'

type Props = { composing: Composing; open: boolean; onToggle: () => void }

/** On a phone: the settings in one line, which opens them. */
export function SettingsSummary({ composing, open, onToggle }: Props) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const { draft, chosen, shared } = composing
  const several = chosen.length > 1
  const names = format.list(
    chosen.map(({ model, count }) =>
      several && count > 1 ? `${count} × ${model.name}` : model.name,
    ),
    { type: 'unit' },
  )
  const Icon = open ? ChevronDown : ChevronUp
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="-my-2 flex min-h-touch w-full items-center justify-between gap-3 text-start text-sm md:hidden"
    >
      <span className="min-w-0 truncate">
        {names}
        {shared.shapes.length > 0 && (
          <>
            {' '}
            · <span className="num">{draft.aspectRatio}</span>
          </>
        )}
        {!several && (
          <>
            {' '}
            · <span className="num">× {composing.images}</span>
          </>
        )}
      </span>
      <span className="inline-flex flex-none items-center gap-1 font-semibold text-flow">
        {t(open ? 'summary.hide' : 'summary.show')}
        <Icon aria-hidden className="size-4" />
      </span>
    </button>
  )
}
