'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { LoadMore } from '@aetherflow/ui/load-more'
import { Button } from '@aetherflow/ui/button'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { ApiError } from '../errors/api-error.tsx'
import { LowBalanceNote } from '../limits/low-balance-note.tsx'
import { RunCard } from '../runs/run-card.tsx'
import { Composer } from './composer.tsx'
import { EmptyStudio } from './empty-studio.tsx'
import { PendingCard } from './pending-card.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { useComposer } from './use-composer.ts'
import { useInputOfAddress } from './use-input-of-address.ts'
import { type InitialModels, useModels } from './use-models.ts'
import { useRefusal } from './use-refusal.ts'
import { type InitialRuns, useRuns } from './use-runs.ts'
import { type Submissions, useSubmissions } from './use-submissions.ts'
import { usePending } from './studio-storage.ts'

type Props = {
  account: string
  /** Where the server could read them. */
  limits: LimitsView | undefined
  isFrozen: boolean
  mayUseOwn: boolean
  initialModels: InitialModels
  initialRuns: InitialRuns
}

/** Composer and runs. On a phone the runs stand above and the composer is the sheet below them. */
export function Studio(props: Props) {
  const { account, limits, isFrozen, mayUseOwn, initialModels, initialRuns } = props
  const t = useTranslations('studio')
  const catalogue = useModels(initialModels)
  const composing = useComposer({ id: account, isFrozen, limits }, catalogue.models)
  const runs = useRuns(initialRuns, usePending(account).length > 0)
  const [refusal, setRefusal] = useRefusal(composing)
  const submissions = useSubmissions(account, { onRun: runs.add, onRefused: setRefusal })
  const prompt = useRef<HTMLTextAreaElement>(null)
  useInputOfAddress(composing, catalogue.models)
  return (
    <div className="grid min-h-[calc(100dvh-7.5rem)] grid-rows-[1fr_auto] md:min-h-[calc(100dvh-3.5rem)] md:grid-cols-[18.75rem_minmax(0,1fr)] md:grid-rows-1 lg:grid-cols-[21.25rem_minmax(0,1fr)]">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="border-line max-md:sticky max-md:bottom-14 max-md:z-10 max-md:order-2 max-md:border-t max-md:bg-surface sm:max-md:bottom-0 md:sticky md:top-12 md:h-[calc(100dvh-3rem)] md:border-r">
        <Composer
          account={account}
          composing={composing}
          catalogue={catalogue}
          mayUseOwn={mayUseOwn}
          sending={submissions.pending.some(({ phase }) => phase === 'sending')}
          prompt={prompt}
          refusal={
            refusal !== null && (
              <RefusalNote error={refusal} byId={catalogue.byId} onClose={() => setRefusal(null)} />
            )
          }
          onSubmit={(run) => {
            setRefusal(null)
            submissions.submit(run)
            window.scrollTo({ top: 0 })
          }}
        />
      </div>
      <section
        aria-label={t('runs')}
        className="grid min-w-0 content-start gap-6 px-4 py-5 md:px-7 md:py-6"
      >
        <LowBalanceNote initial={limits} withTopUp />
        <Runs
          account={account}
          runs={runs}
          byId={catalogue.byId}
          submissions={submissions}
          onIdea={(idea) => {
            composing.change(idea)
            prompt.current?.focus()
          }}
        />
      </section>
    </div>
  )
}

type RunsProps = {
  account: string
  runs: ReturnType<typeof useRuns>
  byId: ReturnType<typeof useModels>['byId']
  submissions: Submissions
  onIdea: Parameters<typeof EmptyStudio>[0]['onUse']
}

function Runs({ account, runs: { runs, query }, byId, submissions, onIdea }: RunsProps) {
  const t = useTranslations('runs')
  const common = useTranslations('common')
  if (query.isPending) return <RunsSkeleton label={common('loading')} />
  if (query.isError && runs.length === 0) {
    const retry = <Button onClick={() => void query.refetch()}>{common('retry')}</Button>
    return <ApiError error={query.error} action={retry} />
  }
  if (runs.length === 0 && submissions.pending.length === 0) return <EmptyStudio onUse={onIdea} />
  return (
    <div className="grid gap-9">
      {submissions.pending.map((run) => (
        <PendingCard
          key={run.input.clientId}
          run={run}
          byId={byId}
          onAgain={() => submissions.again(run.input.clientId)}
          onDrop={() => submissions.drop(run.input.clientId)}
        />
      ))}
      {runs.map((run, index) => (
        <RunCard
          key={run.id}
          account={account}
          run={run}
          byId={byId}
          eager={index < 2}
          onExpired={() => void query.refetch()}
        />
      ))}
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
        label={t('more')}
        loadingLabel={common('loading')}
        endText={t('end')}
      />
    </div>
  )
}

function RunsSkeleton({ label }: { label: string }) {
  return (
    <div aria-live="polite" className="grid gap-9">
      <span className="sr-only">{label}</span>
      {[0, 1].map((row) => (
        <div key={row} className="grid gap-2.5">
          <Skeleton className="h-6 w-2/3" />
          <div className="flex gap-2">
            {[0, 1, 2].map((tile) => (
              <Skeleton key={tile} className="h-56 w-56" />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
