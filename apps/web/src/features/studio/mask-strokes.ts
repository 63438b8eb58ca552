/** One thing done to a mask, in pixels of the picture. What is painted will be repainted by the model. */
export type Stroke =
  | { kind: 'brush'; erase: boolean; radius: number; points: readonly Point[] }
  | { kind: 'box'; erase: boolean; x: number; y: number; width: number; height: number }
  | { kind: 'clear' }
  | { kind: 'invert' }
export type Point = { x: number; y: number }
type Size = { width: number; height: number }

/** What of a canvas painting needs. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fillRect'
  | 'clearRect'
  | 'globalCompositeOperation'
  | 'lineCap'
  | 'lineJoin'
  | 'lineWidth'
  | 'fillStyle'
  | 'strokeStyle'
>

/** Draws strokes in their order; `scale` is from pixels of the picture to those of the surface. */
export function paintStrokes(
  surface: Surface,
  strokes: readonly Stroke[],
  size: Size,
  { scale, colour }: { scale: number; colour: string },
): void {
  const [width, height] = [size.width * scale, size.height * scale]
  surface.globalCompositeOperation = 'source-over'
  surface.clearRect(0, 0, width, height)
  surface.fillStyle = colour
  surface.strokeStyle = colour
  surface.lineCap = 'round'
  surface.lineJoin = 'round'
  for (const stroke of strokes) {
    switch (stroke.kind) {
      case 'clear':
        surface.clearRect(0, 0, width, height)
        break
      case 'invert':
        surface.globalCompositeOperation = 'source-out'
        surface.fillRect(0, 0, width, height)
        break
      case 'box':
        surface.globalCompositeOperation = stroke.erase ? 'destination-out' : 'source-over'
        surface.fillRect(
          stroke.x * scale,
          stroke.y * scale,
          stroke.width * scale,
          stroke.height * scale,
        )
        break
      case 'brush':
        surface.globalCompositeOperation = stroke.erase ? 'destination-out' : 'source-over'
        line(surface, stroke, scale)
    }
  }
}

function line(surface: Surface, stroke: Extract<Stroke, { kind: 'brush' }>, scale: number): void {
  const [first, ...others] = stroke.points
  if (first === undefined) return
  surface.lineWidth = stroke.radius * 2 * scale
  surface.beginPath()
  surface.moveTo(first.x * scale, first.y * scale)
  // A line to where one is makes a dot.
  for (const { x, y } of others.length > 0 ? others : [first]) surface.lineTo(x * scale, y * scale)
  surface.stroke()
}

/** A box as somebody wrote it in percent of the picture, cut to it; null when nothing is left of it. */
export function boxOf(
  percent: { left: string; top: string; width: string; height: string },
  size: Size,
  erase: boolean,
): Stroke | null {
  const read = (text: string) =>
    /^\d{1,3}(?:[.,]\d{1,2})?$/.test(text.trim()) ? Number(text.replace(',', '.')) : Number.NaN
  const [left, top] = [read(percent.left), read(percent.top)]
  const right = Math.min(100, left + read(percent.width))
  const bottom = Math.min(100, top + read(percent.height))
  // Also when one of them is no number.
  if (!(right > left && bottom > top)) return null
  const at = (share: number, of: number) => Math.round((share / 100) * of)
  const [x, y] = [at(left, size.width), at(top, size.height)]
  return {
    kind: 'box',
    erase,
    x,
    y,
    width: at(right, size.width) - x,
    height: at(bottom, size.height) - y,
  }
}

/** Whether nothing would be repainted, as far as the strokes tell. */
export function isBlank(strokes: readonly Stroke[]): boolean {
  const since = strokes.slice(strokes.findLastIndex(({ kind }) => kind === 'clear') + 1)
  return !since.some((stroke) => stroke.kind === 'invert' || ('erase' in stroke && !stroke.erase))
}
