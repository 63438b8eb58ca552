import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { Studio } from '../../../../../features/studio/studio.tsx'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('studio')
  return { title: t('title') }
}

export default async function StudioPage() {
  const viewer = await requireViewer()
  const caller = await serverCaller()
  const [models, runs, limits] = await Promise.all([
    prefetched(caller.tasks.models()),
    prefetched(caller.tasks.runs({ limit: 12 })),
    prefetched(caller.wallet.limits()),
  ])
  return (
    <Studio
      account={viewer.userId}
      limits={limits}
      isFrozen={viewer.status === 'frozen'}
      mayUseOwn={viewer.role !== 'consumer'}
      initialModels={models}
      initialRuns={runs}
    />
  )
}
