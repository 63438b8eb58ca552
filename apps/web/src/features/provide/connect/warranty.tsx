'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'

/** What depositing a key means with its vendor, and what its owner answers for; accepted by version. */
export function Warranty({ upstream }: { upstream: Catalogue['upstreams'][number] | undefined }) {
  const t = useTranslations('provide.connect.warranty')
  if (upstream === undefined) return null
  const values = { vendor: upstream.name }
  return (
    <Callout tone="warn" role="note" title={t('title')}>
      <ul className="grid list-disc gap-1 pl-4">
        <li>{t('terms', values)}</li>
        <li>{t('yours', values)}</li>
        <li>{t('risk', values)}</li>
        <li>{t('stop')}</li>
      </ul>
      <p className="mt-2 text-xs">
        {t('version')} <span className="num">{upstream.warrantyVersion}</span>
      </p>
    </Callout>
  )
}
