import { generateClient } from '@aetherflow/db/generate-client'
import { runJourney } from '../test/run-journey.ts'

/** The browser journey alone. */
export async function e2e(args: string[]): Promise<number> {
  generateClient()
  const { passed, failed } = await runJourney(args)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
