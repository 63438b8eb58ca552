import type { Capability, TaskView } from '@aetherflow/api/tasks/schemas'

export type Shape = { width: number; height: number }

/** The pixels of a tile: the picture's own, else what its model will make of the ratio, else the ratio itself. */
export function tileShape(
  { image }: Pick<TaskView, 'image'>,
  aspectRatio: string | undefined,
  capability: Pick<Capability, 'sizes'> | undefined,
): Shape {
  if (image !== null) return { width: image.width, height: image.height }
  return shapeOf(aspectRatio, capability)
}

/** Where the shape follows from a picture that is not made yet, the frame is square. */
export function shapeOf(
  aspectRatio: string | undefined,
  capability: Pick<Capability, 'sizes'> | undefined,
): Shape {
  if (aspectRatio === undefined) return { width: 1, height: 1 }
  return capability?.sizes[aspectRatio] ?? shapeOfRatio(aspectRatio)
}

/** "3:2"; anything else counts as square. */
export function shapeOfRatio(ratio: string): Shape {
  const [width = 0, height = 0] = ratio.split(':').map(Number)
  return width > 0 && height > 0 ? { width, height } : { width: 1, height: 1 }
}
