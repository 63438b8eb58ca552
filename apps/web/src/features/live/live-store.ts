import type { WatchEvent } from '@aetherflow/api/tasks/list-schemas'
import type { TaskView } from '@aetherflow/api/tasks/schemas'

export type LiveStore = {
  /** Takes an event; answers whether the page has to read again: something was missed. */
  apply: (event: WatchEvent) => boolean
  get: (taskId: string) => TaskView | undefined
  tasks: () => TaskView[]
  /** Rises with every change, for useSyncExternalStore. */
  version: () => number
  subscribe: (listener: () => void) => () => void
  /** Notes what is on the screen and not finished; polling asks only while there is some. */
  show: (taskIds: readonly string[]) => () => void
  isWaiting: () => boolean
  /** Nothing speaks any more: what was under way is read by the page, what had ended stays ended. */
  forgetUnfinished: () => void
}

export const isUnfinished = ({ status }: Pick<TaskView, 'status'>): boolean =>
  status === 'pending' || status === 'processing'

/** What the stream has said, by task. Pages lay it over what they read themselves. */
export function createLiveStore(): LiveStore {
  const tasks = new Map<string, TaskView>()
  const shown = new Map<string, number>()
  const listeners = new Set<() => void>()
  let version = 0
  const changed = () => {
    version += 1
    for (const listener of listeners) listener()
  }
  return {
    apply(event) {
      const missed = event.present && missesSome(tasks, shown, event)
      for (const task of event.tasks) {
        const known = tasks.get(task.id)
        if (known === undefined || known.rowVersion <= task.rowVersion) tasks.set(task.id, task)
      }
      if (event.tasks.length > 0) changed()
      return missed
    },
    get: (taskId) => tasks.get(taskId),
    tasks: () => [...tasks.values()],
    version: () => version,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(taskIds) {
      for (const id of taskIds) shown.set(id, (shown.get(id) ?? 0) + 1)
      return () => {
        for (const id of taskIds) {
          const left = (shown.get(id) ?? 1) - 1
          if (left > 0) shown.set(id, left)
          else shown.delete(id)
        }
      }
    },
    isWaiting: () => shown.size > 0,
    forgetUnfinished() {
      for (const task of tasks.values()) if (isUnfinished(task)) tasks.delete(task.id)
      changed()
    },
  }
}

/** A whole picture names every unfinished task: one that it does not name ended while nobody listened. */
function missesSome(
  tasks: ReadonlyMap<string, TaskView>,
  shown: ReadonlyMap<string, number>,
  event: WatchEvent,
): boolean {
  const named = new Set(event.tasks.map(({ id }) => id))
  const waiting = [...shown.keys(), ...[...tasks.values()].filter(isUnfinished).map(({ id }) => id)]
  return waiting.some((id) => !named.has(id))
}

/** The newer of what was read and what was heard; a finished task as read has the fresher addresses. */
export function newerOf(read: TaskView, heard: TaskView | undefined): TaskView {
  if (heard === undefined || heard.rowVersion < read.rowVersion) return read
  return heard.rowVersion > read.rowVersion || isUnfinished(heard) ? heard : read
}
