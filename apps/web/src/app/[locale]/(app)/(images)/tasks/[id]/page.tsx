import { taskInput } from '@aetherflow/api/tasks/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../../auth/require-viewer.ts'
import { TaskPage } from '../../../../../../features/tasks/task-page.tsx'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { prefetched } from '../../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tasks')
  return { title: t('title') }
}

export default async function OneTaskPage({ params }: Props) {
  const viewer = await requireViewer()
  const asked = taskInput.safeParse({ taskId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const receipt = await orNotFound(caller.tasks.task(asked.data))
  const [run, models] = await Promise.all([
    prefetched(caller.tasks.run({ runId: receipt.task.runId })),
    prefetched(caller.tasks.models()),
  ])
  return (
    <TaskPage
      key={receipt.task.id}
      account={viewer.userId}
      initial={receipt}
      initialRun={run}
      initialModels={models}
    />
  )
}
