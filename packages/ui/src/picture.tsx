import type { ComponentProps } from 'react'

/** An image that already has its final size and address; an optimiser between would break signed addresses. */
export function Picture({
  alt,
  ...rest
}: ComponentProps<'img'> & { src: string; alt: string; width: number; height: number }) {
  // oxlint-disable-next-line nextjs/no-img-element -- see above
  return <img alt={alt} decoding="async" {...rest} />
}
