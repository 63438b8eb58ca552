import { createPicturePool, type PicturePool } from '@aetherflow/pictures/create-picture-pool'
import type { WorkerEnvironment } from './worker-environment.ts'

/** The threads that check and label what upstreams send; a core is left to the loops. */
export function createPictures(env: Pick<WorkerEnvironment, 'AIGC_PRODUCER'>): PicturePool {
  return createPicturePool({ producer: env.AIGC_PRODUCER })
}
