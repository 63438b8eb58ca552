import 'server-only'
import { readDeps } from './deps-slot.ts'
import { readEnvironment } from './environment-slot.ts'

/** Where the demo's keys are handed out: the simulator's page. Null in production, where there is none. */
export function demoKeysAddress(locale: string): string | null {
  const { SIMULATOR_URL: simulator } = readEnvironment()
  if (readDeps().mode === 'production' || simulator === undefined) return null
  const address = new URL('/', simulator)
  address.searchParams.set('lang', locale)
  return address.href
}
