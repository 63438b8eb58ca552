'use client'
import type { ResourceUses } from '@aetherflow/api/tasks/receipt-schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Moment } from '../../../components/moment.tsx'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { toneOfUse } from './tone-of-use.ts'

export type UsePage = ResourceUses
type Use = ResourceUses['uses'][number]
type Model = { id: string; name: string }
type Props = { resourceId: string; initial: UsePage | undefined; models: readonly Model[] }

/** Every call that was made with the key, as its owner may hold it against the vendor's bill. */
export function UseList({ resourceId, initial, models }: Props) {
  const t = useTranslations('provide.uses')
  const common = useTranslations('common')
  const columns = useColumns(models)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useUses(
    resourceId,
    initial,
  )
  if (data === undefined) {
    const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
    return error ? (
      <ApiError error={error} action={again} />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  }
  const uses = data.pages.flatMap((page) => page.uses)
  if (uses.length === 0) return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
  return (
    <div>
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={uses}
        rowKey={({ attemptId }) => attemptId}
      />
      {error && <ApiError error={error} />}
      <LoadMore
        more={hasNextPage}
        loading={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText={common('end')}
      />
    </div>
  )
}

function useUses(resourceId: string, initial: ResourceUses | undefined) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...trpc.tasks.resourceUses.pathKey(), resourceId],
    queryFn: ({ pageParam, signal }) =>
      client.tasks.resourceUses.query(
        { resourceId, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.uses.at(-1)?.attemptId ?? null) : null),
    initialData: initial && { pages: [initial], pageParams: [null] },
  })
}

function useColumns(models: readonly Model[]): Column<Use>[] {
  const t = useTranslations('provide.uses')
  return [
    {
      key: 'when',
      header: t('when'),
      cell: (use) => (
        <span className="num text-sm text-ink-2">
          <Moment at={use.claimedAt} />
        </span>
      ),
    },
    {
      key: 'model',
      header: t('model'),
      lead: true,
      cell: (use) => models.find(({ id }) => id === use.modelId)?.name ?? use.modelId,
    },
    {
      key: 'state',
      header: t('state'),
      cell: (use) => <StatusDot tone={toneOfUse(use.state)}>{t(`outcome.${use.state}`)}</StatusDot>,
    },
    {
      key: 'request',
      header: t('request'),
      cell: (use) => (
        <code className="font-mono text-xs break-all text-ink-2">
          {use.upstreamRequestId ?? '–'}
        </code>
      ),
    },
    {
      key: 'cost',
      header: t('cost'),
      align: 'end',
      cell: (use) => (
        <span className="num">{formatUpstreamCredits(upstreamCreditE4(use.costE4))}</span>
      ),
    },
    {
      key: 'earned',
      header: t('earned'),
      align: 'end',
      cell: (use) =>
        use.earned === null ? (
          <span className="num text-ink-2">–</span>
        ) : (
          <CreditAmount value={use.earned} sign />
        ),
    },
  ]
}
