'use client'
import type { ModelView, TaskView } from '@aetherflow/api/tasks/schemas'
import { useTranslations } from 'next-intl'
import { type CSSProperties, type PointerEvent, useEffect, useRef } from 'react'
import { excerpt } from '../images/excerpt.ts'
import { TilePicture } from '../images/tile-picture.tsx'
import type { View, ViewMove } from './compared.ts'
import { TaskCaption } from './task-caption.tsx'

type Props = {
  task: TaskView
  model: ModelView | undefined
  prompt: string
  number: number
  count: number
  chosen: boolean
  hidden: boolean
  /** How many stand above one another: the height is shared. */
  rows: number
  view: View
  onChoose: () => void
  onLook: (move: ViewMove) => void
}

/** One picture of the comparison; wheel and drag move all of them. */
export function ComparePane(props: Props) {
  const { task, model, prompt, number, count, chosen, hidden, rows, view, onChoose, onLook } = props
  const t = useTranslations('runs')
  const common = useTranslations('common')
  const frame = useRef<HTMLButtonElement>(null)
  useWheel(frame, onLook)
  useEffect(() => {
    if (chosen && !hidden) frame.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen, hidden])
  const { image } = task
  if (image === null) return null
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.buttons !== 1 || view.zoom === 1) return
    const box = event.currentTarget.getBoundingClientRect()
    onLook({ kind: 'move', dx: -event.movementX / box.width, dy: -event.movementY / box.height })
  }
  const style = {
    '--shape': image.width / image.height,
    '--rows': rows,
  } as CSSProperties
  return (
    <li
      hidden={hidden}
      style={style}
      className="mx-auto w-[min(100%,calc(var(--shape)*(100dvh-15rem)/var(--rows)))] min-w-0"
    >
      <div className="relative">
        <button
          ref={frame}
          type="button"
          aria-pressed={chosen}
          aria-label={t('compare.picture', { number, count, model: model?.name ?? task.modelId })}
          onClick={onChoose}
          onPointerMove={drag}
          style={{ aspectRatio: `${image.width} / ${image.height}` }}
          className={`relative block w-full overflow-hidden rounded-image bg-sunken outline-offset-2 ${view.zoom > 1 ? 'cursor-grab touch-none active:cursor-grabbing' : ''} ${chosen ? 'outline-2 outline-flow' : ''}`}
        >
          <span
            className="absolute inset-0"
            style={{
              transform: `scale(${view.zoom}) translate(${(0.5 - view.x) * 100}%, ${(0.5 - view.y) * 100}%)`,
            }}
          >
            <TilePicture
              image={image}
              alt={t('alt', { prompt: excerpt(prompt) })}
              size="full"
              eager
            />
          </span>
        </button>
        <span className="pointer-events-none absolute bottom-1.5 left-1.5 rounded-image bg-[oklch(0.155_0.016_230/0.72)] px-1.5 py-0.5 text-xs text-[oklch(0.985_0.004_85)]">
          {common('aiGenerated')}
        </span>
      </div>
      <TaskCaption task={task} model={model} />
    </li>
  )
}

/** React listens passively to the wheel, which could not keep the page from scrolling. */
function useWheel(frame: React.RefObject<HTMLElement | null>, onLook: Props['onLook']): void {
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      onLook({
        kind: 'wheel',
        factor: event.deltaY < 0 ? 1.2 : 1 / 1.2,
        atX: (event.clientX - box.left) / box.width,
        atY: (event.clientY - box.top) / box.height,
      })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
}
