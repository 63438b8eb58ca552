'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { ApiError } from '../../errors/api-error.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { ResourceTable } from './resource-table.tsx'
import { StatusLead, StatusSentence } from './status-sentence.tsx'
import { summaryOfResources } from './summary-of-resources.ts'
import { useResourceActions } from './use-resource-actions.ts'
import { useResourceStats } from './use-resource-stats.ts'
import { type ResourcePage, useResources } from './use-resources.ts'

/** The provider's page: a sentence on how things stand, then every resource. */
export function ResourceList({ initial }: { initial: ResourcePage | undefined }) {
  const t = useTranslations('provide.list')
  const common = useTranslations('common')
  const list = useResources(initial)
  const actions = useResourceActions()
  const [doomed, setDoomed] = useState<ResourceView | null>(null)
  const resources = list.data?.pages.flatMap((page) => page.resources)
  const stats = useResourceStats((resources ?? []).map(({ id }) => id))
  const summary = summaryOfResources(resources ?? [], stats, useNow())
  const connect = (
    <Link href={routes.provideNew} className={buttonClass({ variant: 'primary' })}>
      {t('connect')}
    </Link>
  )
  if (resources === undefined)
    return (
      <>
        <PageHeading title={t('title')} actions={connect} />
        {list.error === null ? (
          <SkeletonRows rows={3} label={common('loading')} />
        ) : (
          <ApiError
            error={list.error}
            action={<Button onClick={() => void list.refetch()}>{common('retry')}</Button>}
          />
        )}
      </>
    )
  if (resources.length === 0)
    return (
      <>
        <PageHeading title={t('title')} />
        <EmptyState title={t('emptyTitle')} action={connect}>
          {t('emptyText')}
        </EmptyState>
      </>
    )
  return (
    <>
      <PageHeading
        title={<StatusSentence summary={summary} />}
        lead={<StatusLead summary={summary} />}
        actions={connect}
      />
      {actions.error !== null && <ApiError error={actions.error} />}
      {list.error !== null && <ApiError error={list.error} />}
      <section aria-label={t('caption')}>
        <ResourceTable resources={resources} stats={stats} actions={actions} onDelete={setDoomed} />
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
