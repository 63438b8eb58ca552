import 'server-only'
import { readDeps } from './deps-slot.ts'

/** Where the demo's keys are handed out: the simulator's page. Null in production, where there is none. */
export function demoKeysAddress(locale: string): string | null {
  const simulator = process.env.SIMULATOR_URL
  if (readDeps().mode === 'production' || simulator === undefined) return null
  const address = new URL('/', simulator)
  address.searchParams.set('lang', locale)
  return address.href
}
