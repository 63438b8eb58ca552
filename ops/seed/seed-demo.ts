import type { Running } from '../start/child-environments.ts'
import type { DemoLogin } from './demo-logins.ts'

export type SeedContext = {
  running: Running
  /** Owner of the tables; the verbs themselves run as web and worker. */
  migratorUrl: string
  logins: readonly DemoLogin[]
}

/** Brings the demo's people and what they own, through the verbs; may be repeated. */
export async function seedDemo(_context: SeedContext): Promise<void> {}
