import { runInput } from '@aetherflow/api/tasks/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../../auth/require-viewer.ts'
import { RunPage } from '../../../../../../features/runs/run-page.tsx'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { prefetched } from '../../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs')
  return { title: t('title') }
}

export default async function OneRunPage({ params }: Props) {
  const viewer = await requireViewer()
  const asked = runInput.safeParse({ runId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const [run, models] = await Promise.all([
    orNotFound(caller.tasks.run(asked.data)),
    prefetched(caller.tasks.models()),
  ])
  return <RunPage key={run.id} account={viewer.userId} initial={run} initialModels={models} />
}
