import type { OutputFormat } from '../art/draw-picture.ts'
import type { DrawPicture } from '../picture-studio.ts'
import type { Fields } from './fields.ts'

/** What sets one route apart from the others. */
export type Endpoint = {
  /** Below `/v2beta/stable-image/`. */
  path: string
  /** How long it takes under latency `real`, before the factor. */
  latencyMs: readonly [shortest: number, longest: number]
  /** Answers with the name of a job, whose result is fetched later. */
  later?: boolean
  /** Reads the route's fields and gathers complaints about them. */
  read(fields: Fields): Promise<Order> | Order
}

/** One picture as it was understood. */
export type Order = {
  model: string
  /** Per delivered image. */
  credits: number
  prompt: string
  /** 0 leaves it to the vendor. */
  seed: number
  format: OutputFormat
  paint(draw: DrawPicture, seed: number): Promise<Uint8Array>
}
