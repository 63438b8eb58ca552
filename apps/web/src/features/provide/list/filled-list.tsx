'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { LoadMore } from '@aetherflow/ui/load-more'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { useNow, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { ApiError } from '../../errors/api-error.tsx'
import { DriftNotices } from '../drift/drift-notices.tsx'
import { canStop } from '../stop/can-stop.ts'
import { StopDialog } from '../stop/stop-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { ResourceTable } from './resource-table.tsx'
import { StatusLead, StatusSentence } from './status-sentence.tsx'
import { summaryOfResources } from './summary-of-resources.ts'
import { useResourceActions } from './use-resource-actions.ts'
import { type ResourceStats, useResourceStats } from './use-resource-stats.ts'
import type { useResources } from './use-resources.ts'

type Props = {
  list: ReturnType<typeof useResources>
  resources: readonly ResourceView[]
  initialStats: readonly ResourceStats[] | undefined
  /** The way to one more. */
  connect: ReactNode
}

/** A sentence on how things stand, then every resource. */
export function FilledList({ list, resources, initialStats, connect }: Props) {
  const t = useTranslations('provide.list')
  const common = useTranslations('common')
  const actions = useResourceActions()
  const [doomed, setDoomed] = useState<ResourceView | null>(null)
  const ids = resources.map(({ id }) => id)
  const stats = useResourceStats(ids, initialStats)
  const summary = summaryOfResources(resources, stats, useNow())
  return (
    <>
      <PageHeading
        title={<StatusSentence summary={summary} />}
        lead={<StatusLead summary={summary} />}
        actions={
          <>
            {resources.some(canStop) && <StopDialog resource={null} />}
            <Link href={routes.earnings} className={buttonClass()}>
              {t('earnings')}
            </Link>
            {connect}
          </>
        }
      />
      <DriftNotices />
      {actions.error !== null && doomed === null && <ApiError error={actions.error} />}
      {list.error !== null && <ApiError error={list.error} />}
      <section aria-label={t('caption')}>
        <ResourceTable
          resources={resources}
          stats={stats ?? []}
          actions={actions}
          onDelete={setDoomed}
        />
        {list.hasNextPage && (
          <LoadMore
            more
            loading={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
            label={common('loadMore')}
            loadingLabel={common('loading')}
            endText={common('end')}
          />
        )}
        <p className="pt-3 text-xs text-ink-2">{t('utcNote')}</p>
      </section>
      <DeleteDialog resource={doomed} remove={actions.remove} onClose={() => setDoomed(null)} />
    </>
  )
}
