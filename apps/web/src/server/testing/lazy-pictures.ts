import { createPicturePool, type PicturePool } from '@aetherflow/pictures/create-picture-pool'

/**
 * Picture threads that begin with the first picture: they shut other decoders out of the whole process, in which tests
 * may have the simulator draw.
 */
export function lazyPictures(): PicturePool {
  let begun: PicturePool | null = null
  const pool = () =>
    (begun ??= createPicturePool({ producer: 'Aetherflow', threads: 1, maxQueue: 16 }))
  return {
    prepare: (...args) => pool().prepare(...args),
    convert: (...args) => pool().convert(...args),
    adopt: (...args) => pool().adopt(...args),
    close: async () => begun?.close(),
  }
}
