'use client'
import type { ModelView, RunView } from '@aetherflow/api/tasks/schemas'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ImageTile } from '../images/image-tile.tsx'
import { TileRow } from '../images/tile-row.tsx'
import { tileShape } from '../images/tile-shape.ts'
import { TaskCaption } from './task-caption.tsx'
import { TileCancel } from './tile-cancel.tsx'

type Props = {
  run: RunView
  title: string
  tasks: RunView['tasks']
  byId: ReadonlyMap<string, ModelView>
  now: number
  eager: boolean
  onExpired: () => void
}

/** The images of a run in their frames; of several models side by side, each with whose it is. */
export function RunTiles({ run, title, tasks, byId, now, eager, onExpired }: Props) {
  const [first] = tasks
  if (first === undefined) return null
  const isCompared = new Set(tasks.map(({ modelId }) => modelId)).size > 1
  const shapeOf = (task: typeof first) =>
    tileShape(task, run.params.aspectRatio, byId.get(task.modelId)?.capability)
  return (
    <TileRow shape={shapeOf(first)} count={tasks.length}>
      {tasks.map((task) => (
        <li key={task.id} className="relative min-w-0">
          <Link href={routes.task(task.id)} className="block rounded-image">
            <ImageTile
              task={task}
              prompt={title}
              shape={shapeOf(task)}
              pace={byId.get(task.modelId)}
              now={now}
              count={tasks.length}
              eager={eager}
              onExpired={onExpired}
              brief
            />
            {isCompared && <TaskCaption task={task} model={byId.get(task.modelId)} />}
          </Link>
          {tasks.length > 1 && <TileCancel task={task} />}
        </li>
      ))}
    </TileRow>
  )
}
