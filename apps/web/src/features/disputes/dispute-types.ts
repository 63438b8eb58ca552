import type { DisputeView } from '@aetherflow/api/disputes/schemas'

export type DisputeType = DisputeView['type']

/** In the order in which people look for theirs. */
export const disputeTypes: readonly DisputeType[] = [
  'poor_quality',
  'wrong_result',
  'generation_failed',
  'other',
]
export const leastLetters = 10
export const mostLetters = 2_000
