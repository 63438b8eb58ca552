'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import type { ModelView, RunView, TaskView } from '@aetherflow/api/tasks/schemas'
import { AspectTile } from '@aetherflow/ui/aspect-tile'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Flowline } from '@aetherflow/ui/flowline'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { type CSSProperties, useState } from 'react'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { excerpt } from '../images/excerpt.ts'
import { Back } from '../images/image-tile.tsx'
import { TilePicture } from '../images/tile-picture.tsx'
import { tileShape } from '../images/tile-shape.ts'
import { tileState } from '../images/tile-state.ts'
import { useWords } from '../images/use-words.ts'
import { isUnfinished } from '../live/live-store.ts'
import { RunFailures } from '../runs/run-failures.tsx'
import { useNeighbourKeys } from './use-neighbour-keys.ts'

const ImageViewer = dynamic(() => import('../images/image-viewer.tsx'), { ssr: false })

type Props = {
  account: string
  task: TaskView
  run: Receipt['run']
  title: string
  siblings: RunView['tasks']
  byId: ReadonlyMap<string, ModelView>
  onExpired: () => void
}

/** The picture as large as it fits, or, in the same frame, how far it is and what became of it. */
export function TaskStage({ account, task, run, title, siblings, byId, onExpired }: Props) {
  const t = useTranslations('tasks')
  const runs = useTranslations('runs')
  const common = useTranslations('common')
  const words = useWords()
  const now = useNow(isUnfinished(task) ? { updateInterval: 1_000 } : undefined).getTime()
  const state = tileState(task, byId.get(task.modelId), now)
  const shape = tileShape(task, run.params.aspectRatio, byId.get(task.modelId)?.capability)
  const alt = runs('alt', { prompt: excerpt(title) })
  return (
    <div className="grid content-start gap-3">
      <div
        className="mx-auto w-[min(100%,calc(var(--shape)*(100dvh-9rem)))] max-w-full"
        style={{ '--shape': shape.width / shape.height } as CSSProperties}
      >
        <AspectTile {...shape} mark={state.kind === 'picture' ? common('aiGenerated') : undefined}>
          {state.kind === 'picture' && (
            <Zoomable task={task} siblings={siblings} alt={alt} onExpired={onExpired} />
          )}
          {state.kind === 'waiting' && (
            <div className="absolute inset-0 grid content-center gap-4 px-[12%]">
              <Flowline label={t('stage')} progress={state.progress} moving={state.moving} />
              <p className="text-center text-ink-2">{words(state.words, state.wait)}</p>
            </div>
          )}
          {state.kind === 'failed' && (
            <div className="absolute inset-0 grid content-center overflow-y-auto p-4 sm:p-8">
              <RunFailures account={account} run={run} tasks={[task]} byId={byId} />
            </div>
          )}
          {state.kind === 'cancelled' && (
            <p className="absolute inset-0 grid place-content-center p-4 text-center text-ink-2">
              <span>
                {runs('state.cancelled')} <Back amount={state.released} />
              </span>
            </p>
          )}
          {state.kind === 'deleted' && (
            <p className="absolute inset-0 grid place-content-center p-4 text-ink-2">
              {runs('state.deleted')}
            </p>
          )}
        </AspectTile>
      </div>
      <Neighbours task={task} siblings={siblings} />
    </div>
  )
}

function Zoomable({
  task,
  siblings,
  alt,
  onExpired,
}: Pick<Props, 'task' | 'siblings' | 'onExpired'> & { alt: string }) {
  const t = useTranslations('tasks')
  const [open, setOpen] = useState<number | null>(null)
  const shown = siblings.flatMap((sibling) =>
    sibling.id === task.id ? (task.image ?? []) : (sibling.image ?? []),
  )
  const own = task.image
  if (own === null) return null
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === own.id),
  )
  return (
    <>
      <button
        type="button"
        aria-label={t('zoom')}
        onClick={() => setOpen(at)}
        className="absolute inset-0 cursor-zoom-in"
      >
        <TilePicture image={own} alt={alt} size="full" eager onExpired={onExpired} />
      </button>
      {open !== null && (
        <ImageViewer
          images={shown.length > 0 ? shown : [own]}
          index={open}
          alt={alt}
          onIndex={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function Neighbours({ task, siblings }: Pick<Props, 'task' | 'siblings'>) {
  const t = useTranslations('tasks')
  const at = siblings.findIndex(({ id }) => id === task.id)
  const pathTo = (sibling: TaskView | undefined) => (sibling ? routes.task(sibling.id) : null)
  const previous = at > 0 ? pathTo(siblings[at - 1]) : null
  const next = at >= 0 ? pathTo(siblings[at + 1]) : null
  useNeighbourKeys(previous, next)
  return (
    <nav aria-label={t('toRun')} className="flex items-center justify-center gap-2">
      <Neighbour to={previous} name={t('previous')} icon={<ChevronLeft aria-hidden />} />
      <Link
        href={routes.run(task.runId)}
        className={buttonClass({ variant: 'quiet', size: 'dense' })}
      >
        {siblings.length > 1
          ? t('position', { number: at + 1, count: siblings.length })
          : t('toRun')}
      </Link>
      <Neighbour to={next} name={t('next')} icon={<ChevronRight aria-hidden />} />
    </nav>
  )
}

function Neighbour({ to, name, icon }: { to: string | null; name: string; icon: React.ReactNode }) {
  if (to === null) return <span className="w-dense" />
  return (
    <Link
      href={to}
      replace
      aria-label={name}
      title={name}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      {icon}
    </Link>
  )
}
