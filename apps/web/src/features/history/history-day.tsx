'use client'
import type { ListedTasks } from '@aetherflow/api/tasks/list-schemas'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Wand2 } from 'lucide-react'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { excerpt } from '../images/excerpt.ts'
import { ImageTile } from '../images/image-tile.tsx'
import { inputAddress } from '../images/input-address.ts'
import { shapeOfRatio, tileShape } from '../images/tile-shape.ts'
import { isUnfinished } from '../live/live-store.ts'
import { useRunTitle } from '../runs/use-run-title.ts'
import { type Day, daysAgo } from './group-by-day.ts'

type Task = ListedTasks['tasks'][number]
type Props = {
  day: Day<Task>
  byId: ReadonlyMap<string, ModelView>
  eager: boolean
  onExpired: () => void
}

/** One day of pictures in rows of one height, as wide as each picture is. */
export function HistoryDay({ day: { day, items }, byId, eager, onExpired }: Props) {
  const t = useTranslations('history')
  const format = useFormatter()
  const title = useRunTitle()
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow(items.some(isUnfinished) ? { updateInterval: 1_000 } : undefined)
  const ago = daysAgo(day, now, timeZone)
  const name =
    ago === 0
      ? t('today')
      : ago === 1
        ? t('yesterday')
        : format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'full', timeZone: 'UTC' })
  return (
    <section aria-labelledby={`day-${day}`} className="grid gap-3">
      <header className="sticky top-14 z-10 -mx-1 flex items-baseline gap-3 bg-bg px-1 py-2 sm:top-12">
        <h2 id={`day-${day}`} className="display text-lg">
          {name}
        </h2>
        <span className="text-xs text-ink-2">{t('count', { count: items.length })}</span>
      </header>
      <ul className="flex flex-wrap gap-2 after:grow-[999] after:content-['']">
        {items.map((task) => {
          const shape = tileShape(task, '1:1', undefined)
          const known = task.image === null ? shapeOfRatio('1:1') : shape
          return (
            <li
              key={task.id}
              style={{ '--shape': known.width / known.height } as CSSProperties}
              className="group/tile relative min-w-0 grow-[calc(var(--shape)*10)] basis-[calc(var(--shape)*9rem)] sm:basis-[calc(var(--shape)*12rem)]"
            >
              <Link href={routes.task(task.id)} className="block rounded-image">
                <ImageTile
                  task={task}
                  prompt={title(task.prompt, byId.get(task.modelId))}
                  shape={known}
                  pace={byId.get(task.modelId)}
                  now={now.getTime()}
                  count={items.length}
                  eager={eager}
                  onExpired={onExpired}
                />
              </Link>
              {task.image !== null && (
                <Link
                  href={inputAddress(task.image.id)}
                  aria-label={t('workOn', {
                    prompt: excerpt(title(task.prompt, byId.get(task.modelId)), 60),
                  })}
                  title={t('workOnHint')}
                  className="absolute top-1.5 right-1.5 grid size-dense place-items-center rounded-control bg-surface text-ink opacity-0 transition-opacity duration-160 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 pointer-coarse:opacity-100"
                >
                  <Wand2 aria-hidden className="size-4" />
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
