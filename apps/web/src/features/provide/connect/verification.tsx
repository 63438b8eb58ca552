'use client'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { LoadingText } from '@aetherflow/ui/loading-text'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { reasonOf } from '../list/status-of-resource.ts'
import { CheckList } from './check-list.tsx'
import { codeOfFailure, isOver, type Verification } from './checks-of-verification.ts'

type Props = {
  resourceId: string
  initial: Verification | undefined
  onPassed: () => void
  onRestart: () => void
}

const everyMs = 1_000

/** The checks of a deposited key as they come in; the page may be closed meanwhile. */
export function VerificationPanel({ resourceId, initial, onPassed, onRestart }: Props) {
  const t = useTranslations('provide.verify')
  const trpc = useTRPC()
  const { data, error } = useQuery({
    ...trpc.gateway.verification.queryOptions({ resourceId }),
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : everyMs),
  })
  const remove = useMutation({
    ...trpc.gateway.deleteResource.mutationOptions(),
    onSuccess: onRestart,
  })
  const state = data?.state ?? 'queued'
  return (
    <section aria-label={t('label')} className="grid max-w-reading gap-5">
      <h2 className="display text-lg" aria-live="polite">
        {t(`title.${state}`)}
      </h2>
      <CheckList verification={data ?? { state: 'queued', checks: [] }} />
      {!isOver(data) && <LoadingText>{t('leave')}</LoadingText>}
      {error !== null && <ApiError error={error} />}
      {state === 'failed' && data !== undefined && (
        <Callout
          tone="bad"
          role="alert"
          title={t(`reason.${reasonOf(codeOfFailure(data))}.what`)}
          action={
            <Button
              variant="primary"
              loading={remove.isPending}
              onClick={() => remove.mutate({ resourceId })}
            >
              {t('again')}
            </Button>
          }
        >
          <p>{t(`reason.${reasonOf(codeOfFailure(data))}.advice`)}</p>
          <p>{t('destroyed')}</p>
        </Callout>
      )}
      {remove.error !== null && <ApiError error={remove.error} />}
      {state === 'passed' && (
        <div>
          <Button variant="primary" onClick={onPassed}>
            {t('continue')}
          </Button>
        </div>
      )}
    </section>
  )
}
