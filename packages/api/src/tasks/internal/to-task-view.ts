import type { Deps } from '../../deps.ts'
import type { ImageView, TaskView } from '../schemas.ts'
import { imageAddresses } from '../image-addresses.ts'
import type { ExpectedTime } from './expected-times.ts'
import { isCancellable, isFinished } from './state-machine.ts'
import type { TaskRow } from './task-rows.ts'

/** What its owner sees of a task. An error code is shown once it is the end, not while another try is left. */
export function toTaskView(
  deps: Pick<Deps, 'addressSecret' | 'clock'>,
  row: TaskRow,
  expected?: Pick<ExpectedTime, 'from' | 'to'>,
): TaskView {
  const finished = isFinished(row.status)
  const delivered = row.status === 'completed' || row.status === 'refunded'
  return {
    id: row.id,
    runId: row.runId,
    index: row.index,
    modelId: row.modelId,
    status: row.status,
    stage: stageOf(row),
    cancellable: isCancellable(row.status, row.attemptState),
    ahead: row.ahead,
    eta: expected === undefined ? null : { from: expected.from, to: expected.to },
    waitsFor: row.status === 'pending' ? row.waitsFor : null,
    seed: row.seed,
    ceiling: row.ceiling,
    price: row.price,
    released: finished ? row.ceiling - (row.price ?? 0n) : null,
    errorCode: finished && !delivered ? row.errorCode : null,
    attempts: row.attempts,
    image: toImageView(deps, row),
    rowVersion: row.rowVersion,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    deadlineAt: row.deadlineAt,
  }
}

function stageOf({ status, attemptState }: TaskRow): TaskView['stage'] {
  if (status === 'pending') return 'queued'
  if (status !== 'processing') return null
  return attemptState === 'dispatched' ? 'generating' : 'assigned'
}

function toImageView(deps: Pick<Deps, 'addressSecret' | 'clock'>, row: TaskRow): ImageView | null {
  const { imageId, width, height, mimeType, sizeBytes } = row
  if (imageId === null || width === null || height === null) return null
  if (mimeType === null || sizeBytes === null) return null
  return {
    id: imageId,
    width,
    height,
    mimeType,
    sizeBytes,
    seed: row.imageSeed,
    placeholder: row.placeholder ?? '',
    favourite: row.favourite ?? false,
    ...imageAddresses(deps, imageId),
  }
}
