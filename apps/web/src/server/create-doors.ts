import { createCspReports } from './csp-reports.ts'
import type { Door } from './door.ts'
import type { ServerEnvironment } from './read-server-environment.ts'

/** What the Node server answers itself, past Next. */
export async function createDoors(environment: ServerEnvironment): Promise<readonly Door[]> {
  return environment.mode === 'production' ? [] : [createCspReports()]
}
