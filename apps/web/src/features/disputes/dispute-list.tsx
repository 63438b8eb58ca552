'use client'
import type { DisputeView } from '@aetherflow/api/disputes/schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Moment } from '../../components/moment.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { excerpt } from '../images/excerpt.ts'
import { StageDot } from './stage-dot.tsx'

export type DisputePage = { disputes: DisputeView[]; more: boolean }

/** The caller's disputes, newest first. */
export function DisputeList({ initial }: { initial: DisputePage | undefined }) {
  const t = useTranslations('disputes.list')
  const common = useTranslations('common')
  const columns = useColumns()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useDisputes(initial)
  if (data === undefined) {
    const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
    return error ? (
      <ApiError error={error} action={again} />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  }
  const disputes = data.pages.flatMap((page) => page.disputes)
  if (disputes.length === 0)
    return (
      <EmptyState
        title={t('emptyTitle')}
        action={
          <Link href={routes.history} className="link">
            {t('toHistory')}
          </Link>
        }
      >
        {t('emptyText')}
      </EmptyState>
    )
  return (
    <div>
      <DataTable caption={t('title')} columns={columns} rows={disputes} rowKey={({ id }) => id} />
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

function useDisputes(initial: DisputePage | undefined) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...trpc.disputes.list.pathKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.disputes.list.query(pageParam === null ? {} : { before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.disputes.at(-1)?.id ?? null) : null),
    initialData: initial && { pages: [initial], pageParams: [null] },
  })
}

function useColumns(): Column<DisputeView>[] {
  const t = useTranslations('disputes')
  return [
    {
      key: 'when',
      header: t('list.when'),
      cell: (dispute) => (
        <span className="num text-sm text-ink-2">
          <Moment at={dispute.openedAt} />
        </span>
      ),
    },
    {
      key: 'image',
      header: t('list.image'),
      lead: true,
      cell: (dispute) => (
        <Link href={routes.dispute(dispute.id)} className="link" lang="">
          {excerpt(dispute.prompt, 60)}
        </Link>
      ),
    },
    { key: 'type', header: t('list.type'), cell: (dispute) => t(`type.${dispute.type}`) },
    {
      key: 'price',
      header: t('list.paid'),
      align: 'end',
      cell: (dispute) => <CreditAmount value={dispute.price} />,
    },
    {
      key: 'back',
      header: t('list.back'),
      align: 'end',
      cell: (dispute) =>
        dispute.stage === 'executed' && dispute.amount !== null && dispute.amount > 0n ? (
          <CreditAmount value={dispute.amount} sign />
        ) : (
          <span className="num text-ink-2">–</span>
        ),
    },
    { key: 'stage', header: t('list.stage'), cell: (dispute) => <StageDot dispute={dispute} /> },
  ]
}
