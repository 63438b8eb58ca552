import { paintStrokes, type Stroke } from './mask-strokes.ts'

/** The mask as the models want it: of the picture's own size, white where it shall be repainted, black elsewhere. */
export async function maskFile(
  strokes: readonly Stroke[],
  size: { width: number; height: number },
): Promise<Blob | null> {
  const painted = surfaceOf(size)
  const whole = surfaceOf(size)
  if (painted === null || whole === null) return null
  paintStrokes(painted.context, strokes, size, { scale: 1, colour: '#fff' })
  whole.context.fillStyle = '#000'
  whole.context.fillRect(0, 0, size.width, size.height)
  whole.context.drawImage(painted.canvas, 0, 0)
  return new Promise((resolve) => whole.canvas.toBlob(resolve, 'image/png'))
}

/** Null where a browser refuses a canvas of that size. */
function surfaceOf({ width, height }: { width: number; height: number }) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  return context === null ? null : { canvas, context }
}
