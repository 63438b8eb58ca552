'use client'
import type { ResourceDispute } from '@aetherflow/api/disputes/schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { LoadMore } from '@aetherflow/ui/load-more'
import { Section } from '@aetherflow/ui/section'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Moment } from '../../components/moment.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { StageDot } from './stage-dot.tsx'

type Page = { disputes: ResourceDispute[]; more: boolean }

/** What consumers disputed of the pictures that a provider's resources made; nothing while there is nothing. */
export function ResourceDisputes({ initial }: { initial: Page | undefined }) {
  const t = useTranslations('disputes')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useColumns()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...trpc.disputes.onMyResources.pathKey(), 'pages'],
      queryFn: ({ pageParam, signal }) =>
        client.disputes.onMyResources.query(pageParam === null ? {} : { before: pageParam }, {
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => (last.more ? (last.disputes.at(-1)?.id ?? null) : null),
      initialData: initial && { pages: [initial], pageParams: [null] },
    },
  )
  const disputes = data?.pages.flatMap((page) => page.disputes) ?? []
  if (disputes.length === 0 && !error) return null
  return (
    <Section id="disputes" title={t('onMine.title')} description={t('onMine.text')}>
      {disputes.length > 0 && (
        <DataTable
          caption={t('onMine.title')}
          columns={columns}
          rows={disputes}
          rowKey={({ id }) => id}
        />
      )}
      {error && (
        <ApiError
          error={error}
          action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
        />
      )}
      <LoadMore
        more={hasNextPage}
        loading={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText={common('end')}
      />
    </Section>
  )
}

function useColumns(): Column<ResourceDispute>[] {
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
      key: 'resource',
      header: t('onMine.resource'),
      lead: true,
      cell: (dispute) => (
        <Link href={routes.resource(dispute.resourceId)} className="link">
          {dispute.resourceName}
        </Link>
      ),
    },
    { key: 'type', header: t('list.type'), cell: (dispute) => t(`type.${dispute.type}`) },
    {
      key: 'share',
      header: t('onMine.share'),
      align: 'end',
      cell: (dispute) => <CreditAmount value={dispute.providerShare} />,
    },
    {
      key: 'cost',
      header: t('onMine.cost'),
      align: 'end',
      cell: (dispute) =>
        dispute.cost > 0n ? (
          <CreditAmount value={-dispute.cost} sign />
        ) : (
          <span className="num text-ink-2">–</span>
        ),
    },
    { key: 'stage', header: t('list.stage'), cell: (dispute) => <StageDot dispute={dispute} /> },
  ]
}
