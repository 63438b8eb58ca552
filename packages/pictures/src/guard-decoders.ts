import sharp from 'sharp'

/**
 * Shuts every decoder out of this process but those of PNG, JPEG and WebP: what upstreams and people send is hostile,
 * and libvips knows a hundred formats. One thread each, because the pool has the threads; no cache of others' pictures.
 */
export function guardDecoders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'],
  })
  sharp.concurrency(1)
  sharp.cache(false)
}
