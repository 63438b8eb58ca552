import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import {
  filterOfQuery,
  inputOfFilter,
  queryOfFilter,
} from '../../../../../features/history/history-filter.ts'
import { HistoryPage } from '../../../../../features/history/history-page.tsx'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title') }
}

export default async function GalleryPage({ searchParams }: Props) {
  await requireViewer()
  const asked = await searchParams
  const filter = filterOfQuery({
    get: (name) => {
      const value = asked[name]
      return typeof value === 'string' ? value : null
    },
  })
  const caller = await serverCaller()
  const [models, page] = await Promise.all([
    prefetched(caller.tasks.models()),
    prefetched(caller.tasks.list({ limit: 48, ...inputOfFilter(filter) })),
  ])
  return <HistoryPage initial={{ query: queryOfFilter(filter), page }} initialModels={models} />
}
