import { createPicturePool, type PicturePool } from '@aetherflow/pictures/create-picture-pool'
import type { WebEnvironment } from './web-environment.ts'

/** One thread converts and checks; what more than sixteen wait for is refused, not queued for minutes. */
export function createPictures({
  AIGC_PRODUCER,
}: Pick<WebEnvironment, 'AIGC_PRODUCER'>): PicturePool {
  return createPicturePool({ producer: AIGC_PRODUCER, threads: 1, maxQueue: 16 })
}
