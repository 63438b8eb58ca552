import type { WorkerCaller } from '../worker-caller.ts'

/** The real task procedures, some of them held up or watched. */
export function changedCaller(
  caller: WorkerCaller,
  changes: Partial<WorkerCaller['tasks']>,
): Pick<WorkerCaller, 'tasks'> {
  const tasks = new Proxy(caller.tasks, {
    get: (target, name) => Reflect.get(changes, name) ?? Reflect.get(target, name),
  })
  return { tasks }
}

/** A door that somebody else opens. */
export function gate(): { open(): void; passed: Promise<void> } {
  let open = (): void => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { open: () => open(), passed }
}
