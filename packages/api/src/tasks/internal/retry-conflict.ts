import { setTimeout as sleep } from 'node:timers/promises'

const conflicts = new Set(['40001', '40P01'])
const ATTEMPTS = 4

/** Runs one statement again that lost a deadlock or a serialization conflict; it had no effect then. */
export async function retryConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (attempt >= ATTEMPTS || !conflicts.has(code)) throw error
      // Random, so that two that met do not meet again in step.
      await sleep(Math.random() * 5 * 2 ** attempt)
    }
  }
}
