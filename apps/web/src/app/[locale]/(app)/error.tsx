'use client'
import { Button } from '@aetherflow/ui/button'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../features/shell/page-body.tsx'

/** A signed-in page that broke: the frame stays, so that the other places are still one press away. */
export default function AppError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('common')
  return (
    <PageBody narrow>
      <ErrorState
        title={t('crash.title')}
        money={t('crash.money')}
        advice={t(error.digest === undefined ? 'crash.adviceAlone' : 'crash.advice')}
        action={<Button onClick={reset}>{t('retry')}</Button>}
        idLabel={t('reference')}
        id={error.digest ?? null}
      />
    </PageBody>
  )
}
