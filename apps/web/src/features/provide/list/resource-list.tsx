'use client'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { ApiError } from '../../errors/api-error.tsx'
import { FilledList } from './filled-list.tsx'
import type { ResourceStats } from './use-resource-stats.ts'
import { type ResourcePage, useResources } from './use-resources.ts'

type Props = {
  initial: ResourcePage | undefined
  initialStats: readonly ResourceStats[] | undefined
}

/** The provider's page, in each of its states. */
export function ResourceList({ initial, initialStats }: Props) {
  const t = useTranslations('provide.list')
  const common = useTranslations('common')
  const list = useResources(initial)
  const resources = list.data?.pages.flatMap((page) => page.resources)
  const connect = (
    <Link href={routes.provideNew} className={buttonClass({ variant: 'primary' })}>
      {t('connect')}
    </Link>
  )
  if (resources === undefined) {
    const again = <Button onClick={() => void list.refetch()}>{common('retry')}</Button>
    return (
      <>
        <PageHeading title={t('title')} actions={connect} />
        {list.error === null ? (
          <SkeletonRows rows={3} label={common('loading')} />
        ) : (
          <ApiError error={list.error} action={again} />
        )}
      </>
    )
  }
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
    <FilledList list={list} resources={resources} initialStats={initialStats} connect={connect} />
  )
}
