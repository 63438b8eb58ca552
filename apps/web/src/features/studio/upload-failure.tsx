import { Button } from '@aetherflow/ui/button'
import { useTranslations } from 'next-intl'
import { useErrorText } from '../errors/use-error-text.ts'
import { ProblemLine } from './problem-line.tsx'
import type { useUpload } from './use-upload.ts'

/** Why an upload did not come through, and the way on. */
export function UploadFailure({ upload }: { upload: ReturnType<typeof useUpload> }) {
  const t = useTranslations('studio.picture')
  const errorText = useErrorText()
  const { state } = upload
  if (state.phase !== 'failed') return null
  const { what, advice } = errorText({ data: { reason: state.code, params: state.params } })
  return (
    <div role="alert" className="grid gap-1">
      <ProblemLine>
        {what} {advice}
      </ProblemLine>
      <div className="-ml-2.5 flex">
        {state.canRetry && (
          <Button variant="quiet" size="dense" onClick={upload.retry}>
            {t('retry')}
          </Button>
        )}
        <Button variant="quiet" size="dense" onClick={upload.dismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </div>
  )
}
