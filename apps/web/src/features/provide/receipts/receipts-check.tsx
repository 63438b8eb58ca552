'use client'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { ApiError } from '../../errors/api-error.tsx'
import { useExport } from './use-export.ts'
import { useVerify } from './use-verify.ts'

/** The receipts' chain, recomputed on demand, and the whole of it as a file. */
export function ReceiptsCheck({ resourceId }: { resourceId: string }) {
  const t = useTranslations('provide.receipts')
  const check = useVerify(resourceId)
  const file = useExport(resourceId)
  return (
    <div className="grid gap-4 pb-4">
      <p className="max-w-reading text-ink-2">{t('text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          loading={check.isPending}
          loadingText={t('checking', { count: check.progress })}
          onClick={check.start}
        >
          {t('check')}
        </Button>
        <Button
          loading={file.isPending}
          loadingText={t('reading', { count: file.progress })}
          onClick={file.start}
        >
          {t('export')}
        </Button>
      </div>
      <div aria-live="polite">
        {check.result !== null &&
          (check.result.broken === null ? (
            <Callout tone="ok" title={t('fits', { count: Number(check.result.upTo) })}>
              {check.result.upTo > 0n ? t('fitsText') : t('fitsNone')}
            </Callout>
          ) : (
            <Callout
              tone="bad"
              title={t('broken', { number: check.result.broken.number.toString() })}
            >
              {t(`what.${check.result.broken.what}`)} {t('brokenText')}
            </Callout>
          ))}
      </div>
      {check.error !== null && <ApiError error={check.error} />}
      {file.error !== null && <ApiError error={file.error} />}
    </div>
  )
}
