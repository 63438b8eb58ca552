import { taskInput } from '@aetherflow/api/tasks/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../../auth/require-viewer.ts'
import { TaskPaper } from '../../../../../../features/receipts/task-paper.tsx'
import { readDeps } from '../../../../../../server/deps-slot.ts'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receipts'))('task.title') }
}

export default async function TaskReceiptPage({ params }: Props) {
  await requireViewer()
  const asked = taskInput.safeParse({ taskId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const receipt = await orNotFound(caller.tasks.task(asked.data))
  const { email } = await caller.identity.profile()
  return <TaskPaper receipt={receipt} account={email} isDemo={readDeps().mode !== 'production'} />
}
