'use client'
import type { ModelView, RunView } from '@aetherflow/api/tasks/schemas'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@aetherflow/ui/button'
import { RotateCcw } from 'lucide-react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { doneOf, tileState } from '../images/tile-state.ts'
import { isUnfinished } from '../live/live-store.ts'
import { useLiveList, useLiveMode } from '../live/live-tasks.tsx'
import { RunCancel } from './run-cancel.tsx'
import { Ago } from './ago.tsx'
import { RunAnnouncer } from './run-announcer.tsx'
import { RunCompare } from './run-compare.tsx'
import { RunFailures } from './run-failures.tsx'
import { RunTiles } from './run-tiles.tsx'
import { useRunTitle } from './use-run-title.ts'
import { useAgain } from './use-again.ts'

type Props = {
  account: string
  run: RunView
  byId: ReadonlyMap<string, ModelView>
  eager?: boolean
  onExpired: () => void
}

const LEAVE_SECONDS = 10

/** One run: what was asked, its images as they land, what failed and where that money went. */
export function RunCard({ account, run, byId, eager = false, onExpired }: Props) {
  const t = useTranslations('runs')
  const mode = useLiveMode()
  const title = useRunTitle()(run.prompt, byId.get(run.tasks[0]?.modelId ?? ''))
  const tasks = useLiveList(run.tasks)
  const unfinished = tasks.some(isUnfinished)
  const now = useNow(unfinished ? { updateInterval: 1_000 } : undefined).getTime()
  // Nothing to see from the start: the message stands alone. While one watches, the frames stay.
  const [isMessage] = useState(() => run.tasks.every(hasFailed))
  if (tasks.length === 0) return null
  const states = tasks.map((task) => tileState(task, byId.get(task.modelId), now))
  const isLong = states.some(
    (state) => state.kind === 'waiting' && (state.wait?.to ?? 0) > LEAVE_SECONDS,
  )
  return (
    <article aria-labelledby={`run-${run.id}`} className="grid gap-2.5">
      <header className="flex items-baseline justify-between gap-x-6 gap-y-1 max-md:flex-wrap">
        <h2 id={`run-${run.id}`} className="line-clamp-2 min-w-0 max-w-[68ch] text-base" lang="">
          <Link href={routes.run(run.id)} className="-my-1 inline-block py-1 hover:underline">
            {title}
          </Link>
        </h2>
        <RunSummary account={account} run={run} tasks={tasks} byId={byId} />
      </header>
      {!isMessage && (
        <RunTiles
          run={run}
          title={title}
          tasks={tasks}
          byId={byId}
          now={now}
          eager={eager}
          onExpired={onExpired}
        />
      )}
      {mode === 'polling' && unfinished && <p className="text-xs text-ink-2">{t('offline')}</p>}
      {isLong && <p className="text-xs text-ink-2">{t('leave')}</p>}
      <RunFailures account={account} run={run} tasks={tasks} byId={byId} />
      <div className="flex flex-wrap items-center gap-x-4 empty:hidden">
        <RunCompare account={account} run={run} title={title} tasks={tasks} byId={byId} />
        <RunCancel tasks={tasks} />
      </div>
      <RunAnnouncer prompt={title} tasks={tasks} />
    </article>
  )
}

function RunSummary({
  account,
  run,
  tasks,
  byId,
}: Pick<Props, 'account' | 'run' | 'byId'> & { tasks: RunView['tasks'] }) {
  const t = useTranslations('runs')
  const again = useAgain(account)
  const modelIds = tasks.map(({ modelId }) => modelId)
  const [first = '', ...others] = new Set(modelIds)
  // Of several, each picture says its own.
  const models =
    others.length === 0
      ? (byId.get(first)?.name ?? first)
      : t('models', { count: others.length + 1 })
  const { done } = doneOf(tasks)
  const paid = tasks.reduce((sum, { price }) => sum + (price ?? 0n), 0n)
  return (
    <div className="flex items-center gap-1 text-xs text-ink-2 md:flex-none">
      <p>
        {models} ·{' '}
        {done < tasks.length ? (
          t('progress', { done, count: tasks.length })
        ) : (
          <>
            <Ago at={run.createdAt} />
            {paid > 0n && (
              <>
                {' '}
                · <CreditAmount value={paid} />
              </>
            )}
          </>
        )}
      </p>
      <Button
        variant="quiet"
        size="dense"
        title={t('useHint')}
        aria-label={t('use')}
        onClick={() => again.edit({ run, modelIds })}
        className="-my-2 -mr-2.5"
      >
        <RotateCcw aria-hidden className="size-4" />
      </Button>
    </div>
  )
}

const hasFailed = ({ status }: { status: string }) => status === 'failed' || status === 'expired'
