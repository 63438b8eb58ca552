'use client'
import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'

type Props = {
  name: string
  count: number
  least?: number
  most: number
  onChange: (count: number) => void
}

const button =
  'grid size-dense place-items-center rounded-control border border-line text-ink transition-colors duration-160 hover:border-line-strong hover:bg-sunken disabled:text-ink-2 disabled:opacity-55'

/** How many images of one model: fewer, the number, more. */
export function CountStepper({ name, count, least = 0, most, onChange }: Props) {
  const t = useTranslations('studio.count')
  return (
    <fieldset aria-label={t('of', { model: name })} className="inline-flex items-center">
      <button
        type="button"
        aria-label={t('fewer', { model: name })}
        disabled={count <= least}
        onClick={() => onChange(count - 1)}
        className={button}
      >
        <Minus aria-hidden className="size-4" />
      </button>
      <output aria-live="polite" className="num min-w-7 text-center font-semibold">
        {count}
      </output>
      <button
        type="button"
        aria-label={t('more', { model: name })}
        disabled={count >= most}
        onClick={() => onChange(count + 1)}
        className={button}
      >
        <Plus aria-hidden className="size-4" />
      </button>
    </fieldset>
  )
}
