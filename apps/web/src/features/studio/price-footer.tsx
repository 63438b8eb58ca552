'use client'
import { CreditGlyph } from '@aetherflow/ui/credit-glyph'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import type { DraftPrice } from './price-of-draft.ts'

type Props = { id: string; price: DraftPrice; ownKey: boolean; names: ReadonlyMap<string, string> }

/** "2 × ≋3.00 = ≋6.00 · at most · after", always in view, before anything is sent. */
export function PriceFooter({ id, price, ownKey, names }: Props) {
  const t = useTranslations('studio.price')
  const several = price.lines.length > 1
  return (
    <section id={id} aria-label={t('label')} className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <div className="flex items-end justify-between gap-4">
        <ul
          className={`min-w-0 flex-1 text-ink-2 ${several ? 'max-h-20 overflow-y-auto text-xs' : ''}`}
        >
          {price.lines.map((line) => (
            <li key={line.modelId} className="min-w-0 wrap-anywhere">
              {line.price === null ? (
                <span>{t('none')}</span>
              ) : (
                <span className="num">
                  {t.rich('line', {
                    count: line.count,
                    price: () => <CreditAmount value={line.price ?? 0n} />,
                  })}
                </span>
              )}
              {several && <span> {names.get(line.modelId)}</span>}
            </li>
          ))}
        </ul>
        <span className="flex-none text-xl font-semibold">
          {price.total === null ? (
            <span className="num text-ink-2">
              <CreditGlyph />
              &nbsp;—
            </span>
          ) : (
            <CreditAmount value={price.total} />
          )}
        </span>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 text-xs text-ink-2">
        <span>
          {ownKey
            ? t('free')
            : price.atMost !== null &&
              t.rich('atMost', { price: () => <CreditAmount value={price.atMost ?? 0n} /> })}
        </span>
        <span>
          {price.after === null
            ? price.short === 0n && t('unknown')
            : t.rich('after', { price: () => <CreditAmount value={price.after ?? 0n} /> })}
        </span>
      </div>
    </section>
  )
}
