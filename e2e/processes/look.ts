import type { World } from './open-world.ts'

export type AttemptRow = {
  id: string
  taskId: string
  resourceId: string
  state: 'claimed' | 'dispatched' | 'succeeded' | 'failed' | 'unknown' | 'abandoned'
  code: string | null
  dispatchedAt: Date | null
  slotHeld: boolean
  lossDue: boolean
}

export async function attemptsOf({ admin }: World, tasks: string[]): Promise<AttemptRow[]> {
  const { rows } = await admin.query<AttemptRow>(
    `SELECT id, task_id AS "taskId", resource_id AS "resourceId", state::text, error_code AS code,
       dispatched_at AS "dispatchedAt", slot_held AS "slotHeld", loss_due AS "lossDue"
     FROM attempts WHERE task_id = ANY ($1::uuid[]) ORDER BY task_id, number`,
    [tasks],
  )
  return rows
}

export async function countAttempts(
  world: World,
  tasks: string[],
  state: AttemptRow['state'],
): Promise<number> {
  return (await attemptsOf(world, tasks)).filter((attempt) => attempt.state === state).length
}

export type TaskRow = { id: string; status: string; code: string | null; leased: boolean }

export async function tasksOf({ admin }: World, tasks: string[]): Promise<TaskRow[]> {
  const { rows } = await admin.query<TaskRow>(
    `SELECT id, status::text, error_code AS code, lease_until IS NOT NULL AS leased
     FROM tasks WHERE id = ANY ($1::uuid[]) ORDER BY id`,
    [tasks],
  )
  return rows
}

export async function allEnded(world: World, tasks: string[]): Promise<boolean> {
  const rows = await tasksOf(world, tasks)
  return rows.every(({ status }) => status !== 'pending' && status !== 'processing')
}

/** Whether the vendor's name of every task's job is on record. */
export async function allNamed({ admin }: World, tasks: string[]): Promise<boolean> {
  const { rows } = await admin.query(
    'SELECT FROM attempts WHERE task_id = ANY ($1::uuid[]) AND job_ref IS NOT NULL',
    [tasks],
  )
  return rows.length === tasks.length
}
