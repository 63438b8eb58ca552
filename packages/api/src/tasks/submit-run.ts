import { creditHundredths } from '@aetherflow/db/quantities'
import type { Statement } from '@aetherflow/db/sql'
import { submit } from '@aetherflow/ledger/submit'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { requestHash } from '../request-hash.ts'
import type { GivenPictures } from './internal/check-model-takes.ts'
import { checkRun } from './internal/check-run.ts'
import { findInputPictures, pictureKey } from './internal/find-input-pictures.ts'
import { findRepeat } from './internal/find-repeat.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { routingView } from './internal/routing-view.ts'
import { uuidV7 } from './internal/uuid-v7.ts'
import type { SubmitRun, SubmittedRun } from './schemas.ts'

const MAX_UNFINISHED = 1_000

// Counts no further than the limit; a soft one, so it needs no lock.
const unfinished: Statement = {
  name: 'tasks_unfinished_count',
  text: `SELECT count(*)::integer AS count FROM (
           SELECT FROM tasks WHERE user_id = $1 AND status IN ('pending', 'processing') LIMIT $2) open_tasks`,
}

/**
 * Takes a run of 1–8 tasks, holds their ceilings and queues them, in one SQL call. The same client id
 * again returns the same run, also when prices have changed since; other content is IDEMPOTENCY_CONFLICT.
 * Throws what checkRun and the ledger's submit throw, NOT_FOUND for a picture that is
 * not the caller's, and TOO_MANY_UNFINISHED { limit }.
 */
export async function submitRun(ctx: UserCtx, input: SubmitRun): Promise<SubmittedRun> {
  const { deps, actor } = ctx
  const { clientId, ...content } = input
  const hash = requestHash(content)
  const refusal = await refusalOf(ctx, input)
  if (refusal !== null) {
    const repeat = await findRepeat(deps.sql, { userId: actor.userId, clientId, hash })
    if (repeat !== null) return repeat
    throw refusal
  }

  const runId = uuidV7()
  const tasks = input.tasks.map(({ modelId, ceiling, seed }, index) => ({
    taskId: uuidV7(),
    index,
    modelId,
    ceiling: creditHundredths(ceiling),
    seed,
  }))
  const { prompt, negativePrompt, params, preference, ownKey } = input
  const run = {
    userId: actor.userId,
    runId,
    clientId,
    requestHash: hash,
    prompt,
    negativePrompt,
    params,
    preference,
    ownKey,
    tasks,
  }
  const result = await retryConflict(() => submit(deps.sql, run))
  if (result.repeated) {
    const repeat = await findRepeat(deps.sql, { userId: actor.userId, clientId, hash })
    if (repeat !== null) return repeat
  }
  deps.wake.send('tasks')
  deps.wake.send('task-changes')
  return {
    runId,
    tasks: tasks.map(({ taskId, index, modelId }) => ({ taskId, index, modelId })),
    held: result.held,
    deadlineAt: result.deadlineAt,
    repeated: false,
  }
}

async function refusalOf(ctx: UserCtx, input: SubmitRun): Promise<DomainError | null> {
  const { deps, actor } = ctx
  const [view, [open], given] = await Promise.all([
    routingView(deps),
    deps.sql.query<{ count: number }>(unfinished, [actor.userId, MAX_UNFINISHED]),
    givenPictures(ctx, input),
  ])
  if (given === null) return new DomainError('NOT_FOUND')
  try {
    checkRun(view, actor.userId, input, given)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  const full = (open?.count ?? 0) + input.tasks.length > MAX_UNFINISHED
  return full ? new DomainError('TOO_MANY_UNFINISHED', { limit: MAX_UNFINISHED }) : null
}

/** The pictures that a run names; null when one is not the caller's, or not there any more. */
async function givenPictures(
  { deps, actor }: UserCtx,
  { params: { image, mask } }: SubmitRun,
): Promise<GivenPictures | null> {
  const refs = [image, mask].filter((ref) => ref !== undefined)
  if (refs.length === 0) return {}
  const found = await findInputPictures(deps.sql, actor.userId, refs)
  if (refs.some((ref) => !found.has(pictureKey(ref)))) return null
  const of = (ref: (typeof refs)[number] | undefined) =>
    ref === undefined ? undefined : found.get(pictureKey(ref))
  return { image: of(image), mask: of(mask) }
}
