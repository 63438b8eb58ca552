'use client'
import { Button } from '@aetherflow/ui/button'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'

/** A page that broke while it was drawn; the digest finds the cause in the server's log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('common')
  return (
    <main id="content" className="mx-auto grid max-w-reading gap-4 px-5 py-16">
      <ErrorState
        title={t('crash.title')}
        money={t('crash.money')}
        advice={t(error.digest === undefined ? 'crash.adviceAlone' : 'crash.advice')}
        action={<Button onClick={reset}>{t('retry')}</Button>}
        idLabel={t('reference')}
        id={error.digest ?? null}
      />
    </main>
  )
}
