'use client'
import type { ImageView } from '@aetherflow/api/tasks/schemas'
import { Picture } from '@aetherflow/ui/picture'
import { useState } from 'react'

type Props = {
  image: ImageView
  alt: string
  size?: 'thumb' | 'full'
  /** For what is in view when the page opens. */
  eager?: boolean
  /** Its address no longer works: read it again. */
  onExpired?: () => void
  className?: string
}

/**
 * A picture over its own blurred miniature. Addresses change every minute; one that has loaded is kept,
 * so that reading a list again does not load its pictures again.
 */
export function TilePicture({
  image,
  alt,
  size = 'thumb',
  eager = false,
  onExpired,
  className,
}: Props) {
  const fresh = size === 'thumb' ? image.thumbUrl : image.url
  const [loaded, setLoaded] = useState<string | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const address = loaded !== null && loaded !== failed ? loaded : fresh
  return (
    <span
      className="absolute inset-0 block bg-cover bg-center"
      style={
        loaded === null && image.placeholder !== ''
          ? { backgroundImage: `url("${image.placeholder}")` }
          : undefined
      }
    >
      <Picture
        src={address}
        alt={alt}
        width={image.width}
        height={image.height}
        loading={eager ? 'eager' : 'lazy'}
        // One that was there before the page came alive tells nobody that it has loaded.
        ref={(element) => {
          if (loaded === null && element?.complete && element.naturalWidth > 0) setLoaded(address)
        }}
        onLoad={() => setLoaded(address)}
        onError={() => {
          setFailed(address)
          onExpired?.()
        }}
        className={className ?? 'size-full object-cover'}
      />
    </span>
  )
}
