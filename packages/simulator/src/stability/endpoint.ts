import type { Fields } from './fields.ts'

/** What sets one generate route apart from the others. */
export type Endpoint = {
  name: 'ultra' | 'core' | 'sd3'
  /** How long it takes under latency `real`, before the factor. */
  latencyMs: readonly [shortest: number, longest: number]
  /** Reads the route's own fields; the credits are per delivered image. */
  readModel(fields: Fields): { model: string; credits: number }
}
