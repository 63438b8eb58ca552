'use client'
import type { ModelView, RunView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { X, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { compareKey, moved, type ViewMove, wholeView } from './compared.ts'
import { ComparePane } from './compare-pane.tsx'
import { CompareWinner } from './compare-winner.tsx'

type Props = {
  account: string
  run: RunView
  title: string
  tasks: RunView['tasks']
  byId: ReadonlyMap<string, ModelView>
  onClose: () => void
}

/** The pictures of a run over the whole screen, all at the same spot; arrows choose, the chosen one can be made again. */
export function CompareDialog({ account, run, title, tasks, byId, onClose }: Props) {
  const t = useTranslations('runs.compare')
  const dialog = useRef<HTMLDialogElement>(null)
  const shown = tasks.filter(({ image }) => image !== null)
  const { at, choose, solo, toggleSolo, view, look, onKey } = useCompare(shown.length)
  const winner = shown[at]
  useEffect(() => {
    // The native one traps focus, closes on Escape and gives focus back.
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={t('title')}
      onClose={onClose}
      onKeyDown={onKey}
      className="m-0 size-full max-h-none max-w-none grid-rows-[auto_minmax(0,1fr)_auto] bg-bg text-ink open:grid"
    >
      <CompareHeader
        solo={solo}
        zoom={view.zoom}
        onSolo={toggleSolo}
        onLook={look}
        onClose={() => dialog.current?.close()}
      />
      <ul
        className={`grid min-h-0 content-start gap-3 overflow-auto p-4 ${solo ? '' : columnsFor(shown.length)}`}
      >
        {shown.map((task, index) => (
          <ComparePane
            key={task.id}
            task={task}
            model={byId.get(task.modelId)}
            prompt={title}
            number={index + 1}
            count={shown.length}
            chosen={index === at}
            hidden={solo && index !== at}
            rows={solo || shown.length <= 3 ? 1 : 2}
            view={view}
            onChoose={() => choose(index)}
            onLook={look}
          />
        ))}
      </ul>
      <footer className="grid gap-2 border-t border-line px-4 py-3">
        {winner !== undefined && (
          <CompareWinner
            account={account}
            run={run}
            task={winner}
            model={byId.get(winner.modelId)}
            onDone={() => dialog.current?.close()}
          />
        )}
        <p className="text-xs text-ink-2 max-sm:hidden">
          {t('text')} {t('keys')}
        </p>
      </footer>
    </dialog>
  )
}

/** Which picture is chosen, whether it stands alone, and the one view of all of them. */
function useCompare(count: number) {
  const [chosen, choose] = useState(0)
  const [solo, setSolo] = useState(false)
  const [view, setView] = useState(wholeView)
  const at = Math.min(chosen, count - 1)
  const look = (move: ViewMove) => setView((before) => moved(before, move))
  const toggleSolo = () => setSolo(!solo)
  const onKey = (event: KeyboardEvent) => {
    const action = compareKey(event)
    // Enter on a button or a link is theirs.
    const isTheirs = event.target instanceof Element && event.target.closest('button, a') !== null
    if (action === null || (action.kind === 'solo' && isTheirs)) return
    event.preventDefault()
    if (action.kind === 'choose') choose((at + action.by + count) % count)
    else if (action.kind === 'solo') toggleSolo()
    else look(action.move)
  }
  return { at, choose, solo, toggleSolo, view, look, onKey }
}

const columnsFor = (count: number) =>
  `grid-cols-1 sm:grid-cols-2 ${count > 4 ? 'lg:grid-cols-4' : count === 3 ? 'lg:grid-cols-3' : ''}`

type HeaderProps = {
  solo: boolean
  zoom: number
  onSolo: () => void
  onLook: (move: ViewMove) => void
  onClose: () => void
}

function CompareHeader({ solo, zoom, onSolo, onLook, onClose }: HeaderProps) {
  const t = useTranslations('runs.compare')
  const common = useTranslations('common')
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
      <h2 className="display me-auto text-lg max-sm:sr-only">{t('title')}</h2>
      <Button size="dense" aria-pressed={solo} onClick={onSolo}>
        {t(solo ? 'all' : 'one')}
      </Button>
      <span className="flex items-center">
        <Button
          variant="quiet"
          size="dense"
          aria-label={t('zoomOut')}
          title={t('zoomOut')}
          onClick={() => onLook({ kind: 'out' })}
        >
          <ZoomOut aria-hidden className="size-4" />
        </Button>
        <Button
          variant="quiet"
          size="dense"
          title={t('reset')}
          onClick={() => onLook({ kind: 'reset' })}
          className="num"
        >
          {t('zoom', { percent: Math.round(zoom * 100) })}
        </Button>
        <Button
          variant="quiet"
          size="dense"
          aria-label={t('zoomIn')}
          title={t('zoomIn')}
          onClick={() => onLook({ kind: 'in' })}
        >
          <ZoomIn aria-hidden className="size-4" />
        </Button>
      </span>
      <Button
        variant="quiet"
        size="dense"
        aria-label={common('close')}
        onClick={onClose}
        className="max-sm:ms-auto"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </header>
  )
}
