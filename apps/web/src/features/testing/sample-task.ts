import type { ImageView, RunView, TaskView } from '@aetherflow/api/tasks/schemas'

/** A queued task; tests say only what matters to them. */
export function sampleTask(facts: Partial<TaskView> = {}): TaskView {
  return {
    id: 'task-1',
    runId: 'run-1',
    index: 0,
    modelId: 'stability:core',
    status: 'pending',
    stage: 'queued',
    cancellable: true,
    ahead: 0,
    eta: null,
    waitsFor: null,
    seed: null,
    ceiling: 300n,
    price: null,
    released: null,
    errorCode: null,
    attempts: 0,
    image: null,
    rowVersion: 1n,
    createdAt: new Date(0),
    startedAt: null,
    finishedAt: null,
    deadlineAt: new Date(900_000),
    ...facts,
  }
}

export function sampleImage(facts: Partial<ImageView> = {}): ImageView {
  return {
    id: 'image-1',
    width: 1216,
    height: 832,
    mimeType: 'image/png',
    sizeBytes: 1_000,
    seed: 7n,
    placeholder: '',
    favourite: false,
    url: '/api/images/image-1/full?e=1&s=x',
    thumbUrl: '/api/images/image-1/thumb?e=1&s=x',
    downloadUrl: '/api/images/image-1/to.original.full.mark.plain?e=1&s=x',
    ...facts,
  }
}

export function sampleRun(facts: Partial<RunView> = {}): RunView {
  return {
    id: 'run-1',
    prompt: 'a lighthouse at dawn',
    negativePrompt: '',
    params: { aspectRatio: '3:2', outputFormat: 'png' },
    preference: 'balanced',
    ownKey: false,
    createdAt: new Date(0),
    tasks: [sampleTask()],
    ...facts,
  }
}
