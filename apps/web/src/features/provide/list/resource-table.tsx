'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { When } from '../../../components/when.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { writePrice } from '../settings/settings-draft.ts'
import { LimitBar } from './limit-bar.tsx'
import { ResourceMenu } from './resource-menu.tsx'
import { ResourceState } from './resource-state.tsx'
import type { ResourceActions } from './use-resource-actions.ts'
import type { ResourceStats } from './use-resource-stats.ts'

type Props = {
  resources: readonly ResourceView[]
  stats: readonly ResourceStats[]
  actions: ResourceActions
  onDelete: (resource: ResourceView) => void
}

/** One row a resource: how it stands, what it does, what it is offered at. */
export function ResourceTable({ resources, stats, actions, onDelete }: Props) {
  const t = useTranslations('provide.list')
  const columns = useColumns(stats)
  return (
    <DataTable
      caption={t('caption')}
      rows={resources}
      rowKey={({ id }) => id}
      columns={[
        ...columns,
        {
          key: 'actions',
          header: t('actions'),
          align: 'end',
          cell: (resource) => (
            <ResourceMenu
              resource={resource}
              actions={actions}
              onDelete={() => onDelete(resource)}
            />
          ),
        },
      ]}
    />
  )
}

function useColumns(stats: readonly ResourceStats[]): Column<ResourceView>[] {
  const t = useTranslations('provide.list')
  const statsOf = (resource: ResourceView) =>
    stats.find(({ resourceId }) => resourceId === resource.id)
  return [
    {
      key: 'resource',
      header: t('resource'),
      lead: true,
      cell: (resource) => <ResourceName resource={resource} />,
    },
    { key: 'state', header: t('state'), cell: (resource) => <ResourceState resource={resource} /> },
    { key: 'today', header: t('today'), cell: (resource) => <LimitBar resource={resource} /> },
    {
      key: 'earned',
      header: t('earned'),
      align: 'end',
      cell: (resource) => <Earned stats={statsOf(resource)} />,
    },
    {
      key: 'price',
      header: t('price'),
      align: 'end',
      cell: (resource) => <span className="num">{writePrice(resource.priceE4)}</span>,
    },
    {
      key: 'balance',
      header: t('balance'),
      align: 'end',
      cell: (resource) => <UpstreamBalance resource={resource} />,
    },
  ]
}

function ResourceName({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.list')
  return (
    <span className="grid">
      <Link href={routes.resource(resource.id)} className="font-semibold text-ink hover:underline">
        {resource.name}
      </Link>
      <span className="text-xs font-normal text-ink-2">
        {resource.upstreamName}
        {resource.kind === 'own_key' && <> · {t('onlyMe')}</>} ·{' '}
        <span className="font-mono">{resource.maskedTail}</span>
      </span>
    </span>
  )
}

function Earned({ stats }: { stats: ResourceStats | undefined }) {
  const t = useTranslations('provide.list')
  const format = useFormatter()
  if (stats === undefined) return <span className="num text-ink-2">–</span>
  const { successPercent, earned } = stats
  return (
    <span className="inline-grid justify-items-end">
      <CreditAmount value={earned} />
      {successPercent !== null && (
        <span className="text-xs text-ink-2">
          {t('delivered', {
            share: format.number(successPercent / 100, {
              style: 'percent',
              maximumFractionDigits: 1,
            }),
          })}
        </span>
      )}
    </span>
  )
}

function UpstreamBalance({ resource }: { resource: ResourceView }) {
  const format = useFormatter()
  const t = useTranslations('provide.list')
  const { upstreamBalanceE4, upstreamBalanceAt, balanceDeclared } = resource
  if (upstreamBalanceE4 === null || upstreamBalanceAt === null)
    return <span className="num text-ink-2">–</span>
  return (
    <span className="inline-grid justify-items-end">
      <span className="num">
        {format.number(Number(upstreamBalanceE4) / 10_000, { maximumFractionDigits: 1 })}
      </span>
      <span className="text-xs text-ink-2">
        {balanceDeclared ? t('declared') : <When at={upstreamBalanceAt} />}
      </span>
    </span>
  )
}
