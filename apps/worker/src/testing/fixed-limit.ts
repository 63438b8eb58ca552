import type { DispatcherOptions } from '../dispatch/create-dispatcher.ts'

/** So many calls at once, whatever happens. */
export function fixedLimit(most: number): DispatcherOptions['limit'] {
  return { now: () => most, note: () => {} }
}
