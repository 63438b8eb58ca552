import type { Deps } from '../../deps.ts'
import { imageAddresses } from '../../tasks/image-addresses.ts'
import type { DisputeView } from '../schemas.ts'
import { changesOf, storedEffects } from './stored-effects.ts'

type Status = 'open' | 'awaiting_approval' | 'decided' | 'executed' | 'withdrawn'
export type DisputeRow = Omit<
  DisputeView,
  'thumbUrl' | 'stage' | 'withdrawable' | 'moved' | 'decision'
> & {
  status: Status
  decision: DisputeView['decision']
  effects: unknown
  imageId: string | null
}

/** What a consumer's view of a dispute is made of. Always with the owner in WHERE. */
export const disputeColumns = `
  d.id, d.task_id AS "taskId", t.run_id AS "runId", t.model_id AS "modelId", m.name AS "modelName", r.prompt,
  i.id AS "imageId", d.type::text AS type, d.description, d.status::text AS status, d.decision::text AS decision,
  d.amount, d.resolution, d.effects, s.price, d.created_at AS "openedAt", d.decided_at AS "decidedAt",
  d.executed_at AS "executedAt"`
export const disputeJoins = `
  JOIN tasks t ON t.id = d.task_id JOIN runs r ON r.id = t.run_id JOIN models m ON m.id = t.model_id
  JOIN settlements s ON s.task_id = d.task_id
  LEFT JOIN images i ON i.task_id = d.task_id AND i.state = 'delivered'`

const stages = {
  open: 'under_review',
  awaiting_approval: 'under_review',
  decided: 'decided',
  executed: 'executed',
  withdrawn: 'withdrawn',
} as const

/** What both sides are told: a decision that awaits a second admin may still be refused. */
export function stageOf(status: Status): DisputeView['stage'] {
  return stages[status]
}

/** The statuses behind stages; none for none. */
export function statusesOf(wanted: readonly DisputeView['stage'][]): Status[] {
  return (Object.keys(stages) as Status[]).filter((status) => wanted.includes(stages[status]))
}

/** A dispute as its consumer sees it. */
export function toDisputeView(
  deps: Pick<Deps, 'addressSecret' | 'clock'>,
  { status, effects, imageId, ...row }: DisputeRow,
): DisputeView {
  const stage = stageOf(status)
  const told = stage === 'decided' || stage === 'executed'
  return {
    ...row,
    thumbUrl: imageId === null ? null : imageAddresses(deps, imageId).thumbUrl,
    stage,
    withdrawable: status === 'open',
    decision: told ? row.decision : null,
    amount: told ? row.amount : null,
    resolution: told ? row.resolution : null,
    decidedAt: told ? row.decidedAt : null,
    moved: changesOf(storedEffects(effects)?.consumer ?? null),
  }
}
