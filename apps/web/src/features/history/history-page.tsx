'use client'
import type { ListedTasks } from '@aetherflow/api/tasks/list-schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTimeZone, useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ApiError } from '../errors/api-error.tsx'
import { PageBody } from '../shell/page-body.tsx'
import { type InitialModels, useModels } from '../studio/use-models.ts'
import { groupByDay } from './group-by-day.ts'
import { HistoryDay } from './history-day.tsx'
import { filterOfQuery, type HistoryFilter, isFiltered, queryOfFilter } from './history-filter.ts'
import { HistoryFilters } from './history-filters.tsx'
import { useHistory } from './use-history.ts'

type Props = {
  initial: { query: string; page: ListedTasks | undefined }
  initialModels: InitialModels
}

/** Everything ever asked for, by day. */
export function HistoryPage({ initial, initialModels }: Props) {
  const t = useTranslations('history')
  const filter = filterOfQuery(useSearchParams())
  const { models, byId } = useModels(initialModels)
  const { tasks, query } = useHistory(filter, initial)
  const show = (next: HistoryFilter) => {
    const text = queryOfFilter(next)
    window.history.replaceState(null, '', text === '' ? window.location.pathname : `?${text}`)
  }
  return (
    <PageBody>
      <PageHeading title={t('title')} />
      <HistoryFilters filter={filter} models={models} onChange={show} />
      <History tasks={tasks} query={query} byId={byId} filtered={isFiltered(filter)} />
    </PageBody>
  )
}

function History({
  tasks,
  query,
  byId,
  filtered,
}: ReturnType<typeof useHistory> & {
  byId: ReturnType<typeof useModels>['byId']
  filtered: boolean
}) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const timeZone = useTimeZone() ?? 'UTC'
  if (query.isPending) return <GridSkeleton label={common('loading')} />
  if (query.isError && tasks.length === 0) {
    const retry = <Button onClick={() => void query.refetch()}>{common('retry')}</Button>
    return <ApiError error={query.error} action={retry} />
  }
  if (tasks.length === 0 && !query.hasNextPage) return <Nothing filtered={filtered} />
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={`grid gap-8 transition-opacity duration-160 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {groupByDay(tasks, timeZone).map((day, index) => (
        <HistoryDay
          key={day.day}
          day={day}
          byId={byId}
          eager={index === 0}
          onExpired={() => void query.refetch()}
        />
      ))}
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText={t('end')}
      />
    </div>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations('history')
  const pathname = usePathname()
  return filtered ? (
    <EmptyState
      title={t('emptyFiltered.title')}
      action={
        <Link href={pathname} className={buttonClass()}>
          {t('emptyFiltered.action')}
        </Link>
      }
    >
      {t('emptyFiltered.text')}
    </EmptyState>
  ) : (
    <EmptyState
      title={t('empty.title')}
      action={
        <Link href={routes.studio} className={buttonClass({ variant: 'primary' })}>
          {t('empty.action')}
        </Link>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

function GridSkeleton({ label }: { label: string }) {
  return (
    <div aria-live="polite" className="grid gap-3">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-7 w-32" />
      <div className="flex flex-wrap gap-2">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-48 w-48" />
        ))}
      </div>
    </div>
  )
}
