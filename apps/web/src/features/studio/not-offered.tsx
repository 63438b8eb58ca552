'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { SharedSettings } from './shared-settings.ts'

/** Settings that cannot be made for several models at once, with the name of the one that lacks them. */
export function NotOffered({ shared }: { shared: SharedSettings }) {
  const t = useTranslations('studio.notOffered')
  const format = useFormatter()
  if (shared.lacking.length === 0) return null
  return (
    <div className="grid gap-0.5 border-l-2 border-line pl-3 text-xs text-ink-2">
      <p className="font-semibold">{t('title')}</p>
      <ul>
        {shared.lacking.map(({ setting, models }) => (
          <li key={setting}>
            {t('line', {
              setting: t(`settings.${setting}`),
              models: format.list(models.map(({ name }) => name)),
              count: models.length,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
