import { readFileSync } from 'node:fs'
import sharp, { type OverlayOptions } from 'sharp'

/** "AI生成 · AI-generated" on a dark plate, drawn once: servers need no font for it. */
const plate = readFileSync(new URL('./ai-mark.png', import.meta.url))
/** The plate's sides, and how much of its height its letters take. */
const shape = { width: 1420, height: 192, letters: 0.6 }
/** Letters at least 5 % of the shorter side (GB 45438-2025 §4.2.3, pictures), in a corner. */
const letterShare = 0.05
const widestShare = 0.96

/** The visible AI label for a picture of this size, to be drawn over its lower left corner. */
export async function drawMark(width: number, height: number): Promise<OverlayOptions> {
  const wanted = Math.ceil((Math.min(width, height) * letterShare) / shape.letters)
  const fitting = Math.floor((width * widestShare * shape.height) / shape.width)
  const tall = Math.max(1, Math.min(Math.max(wanted, 14), fitting, height))
  const wide = Math.max(1, Math.min(width, Math.round((tall * shape.width) / shape.height)))
  const input = await sharp(plate).resize(wide, tall, { fit: 'fill' }).png().toBuffer()
  const margin = Math.round(tall / 3)
  return {
    input,
    left: Math.min(margin, width - wide),
    top: Math.max(0, height - tall - margin),
  }
}
