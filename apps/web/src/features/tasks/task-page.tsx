'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import type { ModelView, RunView, TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Tabs } from '@aetherflow/ui/tabs'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useEffect, useMemo } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { excerpt } from '../images/excerpt.ts'
import { useLiveList } from '../live/live-tasks.tsx'
import { RunAnnouncer } from '../runs/run-announcer.tsx'
import { useRunTitle } from '../runs/use-run-title.ts'
import { type InitialModels, useModels } from '../studio/use-models.ts'
import { AskedAgain } from './asked-again.tsx'
import { TaskActions } from './task-actions.tsx'
import { WhyPanel } from '../receipts/why-panel.tsx'
import { TaskAttempts } from './task-attempts.tsx'
import { TaskDetails } from './task-details.tsx'
import { TaskReceipt } from './task-receipt.tsx'
import { TaskStage } from './task-stage.tsx'

type Props = {
  account: string
  initial: Receipt
  initialRun: RunView | undefined
  initialModels: InitialModels
}
type Tab = 'details' | 'receipt'

/** One image: the picture at the left, what made it and what it cost at the right. */
export function TaskPage({ account, initial, initialRun, initialModels }: Props) {
  const t = useTranslations('tasks')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const { byId } = useModels(initialModels)
  const { id, runId } = initial.task
  const query = useQuery({ ...trpc.tasks.task.queryOptions({ taskId: id }), initialData: initial })
  const run = useQuery({ ...trpc.tasks.run.queryOptions({ runId }), initialData: initialRun })
  const read = useMemo(() => [query.data.task], [query.data])
  const [task = query.data.task] = useLiveList(read)
  const siblings = useLiveList(run.data?.tasks ?? read)
  const receipt = { ...query.data, task }
  const title = useRunTitle()(receipt.run.prompt, byId.get(task.modelId))

  // Hold, attempts and settlement are not in the stream: each step of the task asks for them.
  const { refetch } = query
  const step = stepOf(task)
  const known = stepOf(query.data.task)
  useEffect(() => {
    if (step !== known) void refetch()
  }, [step, known, refetch])

  return (
    <div className="grid lg:grid-cols-[minmax(0,1fr)_26rem]">
      <section aria-label={t('stage')} className="min-w-0 px-4 py-5 sm:px-7 sm:py-6">
        <TaskStage
          account={account}
          task={task}
          run={receipt.run}
          title={title}
          siblings={siblings}
          byId={byId}
          onExpired={() => void refetch()}
        />
      </section>
      <div className="grid content-start gap-5 border-line px-4 py-5 max-lg:border-t sm:px-6 lg:min-h-[calc(100dvh-3rem)] lg:border-l">
        <h1 className="display line-clamp-3 text-xl" lang="">
          {excerpt(title, 120)}
        </h1>
        <AskedAgain task={task} attempts={receipt.attempts} />
        <TaskActions account={account} task={task} run={receipt.run} />
        <AboutTabs receipt={receipt} model={byId.get(task.modelId)} />
        {query.isError && (
          <ApiError
            error={query.error}
            action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
          />
        )}
        <RunAnnouncer prompt={title} tasks={[task]} />
      </div>
    </div>
  )
}

const stepOf = ({ status, stage, attempts }: TaskView) => [status, stage, attempts].join('/')

/** The tab stands in the address, so that "See the receipt" can lead to it. */
function AboutTabs({ receipt, model }: { receipt: Receipt; model: ModelView | undefined }) {
  const t = useTranslations('tasks.tabs')
  const tab: Tab = useSearchParams().get('tab') === 'receipt' ? 'receipt' : 'details'
  const show = (next: Tab) => {
    const address = new URL(window.location.href)
    if (next === 'details') address.searchParams.delete('tab')
    else address.searchParams.set('tab', next)
    window.history.replaceState(null, '', address)
  }
  return (
    <Tabs
      label={t('label')}
      value={tab}
      onChange={show}
      tabs={[
        {
          value: 'details',
          label: t('details'),
          panel: <TaskDetails receipt={receipt} model={model} />,
        },
        {
          value: 'receipt',
          label: t('receipt'),
          panel: (
            <div className="grid gap-6">
              <TaskReceipt receipt={receipt} />
              {receipt.attempts.length > 0 && (
                <WhyPanel key={receipt.attempts.length} taskId={receipt.task.id} />
              )}
              <TaskAttempts receipt={receipt} />
            </div>
          ),
        },
      ]}
    />
  )
}
