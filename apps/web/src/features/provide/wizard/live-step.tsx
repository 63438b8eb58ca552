'use client'
import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { BudgetForm } from '../resource/budget-form.tsx'
import { ReviewSentence } from './review-sentence.tsx'
import { useResource } from './use-resource.ts'

type Props = {
  catalogue: Catalogue
  resourceId: string
  initial: ResourceView | undefined
  onBack: () => void
}

/** Step 3: the whole offer in plain words, then live. */
export function LiveStep({ catalogue, resourceId, initial, onBack }: Props) {
  const t = useTranslations('provide.wizard')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data, error, refetch } = useResource(resourceId, initial)
  const live = useMutation({
    ...trpc.gateway.resumeResource.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.gateway.pathFilter())
      router.push(routes.provide)
    },
  })
  if (data === undefined)
    return error === null ? (
      <Skeleton className="h-40 max-w-reading" />
    ) : (
      <ApiError
        error={error}
        action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
      />
    )
  const shared = data.statusReason === 'shared_account'
  return (
    <div className="grid max-w-reading gap-6">
      <ReviewSentence resource={data} catalogue={catalogue} />
      {shared && (
        <Callout tone="warn" title={t('sharedTitle')}>
          {t('sharedText')}
        </Callout>
      )}
      {data.balanceDeclared && <BudgetForm resource={data} />}
      {live.error !== null && <ApiError error={live.error} />}
      <div className="flex flex-wrap gap-2">
        {!shared && (
          <Button
            variant="primary"
            size="touch"
            loading={live.isPending || live.isSuccess}
            loadingText={t('goingLive')}
            onClick={() => live.mutate({ resourceId })}
          >
            {t('goLive')}
          </Button>
        )}
        <Button size="touch" onClick={onBack}>
          {t('change')}
        </Button>
      </div>
      {!shared && <p className="text-sm text-ink-2">{t('liveNote')}</p>}
    </div>
  )
}
