import { runJourney } from '../test/run-journey.ts'

/** The browser journey alone. */
export async function e2e(args: string[]): Promise<number> {
  const { passed, failed } = await runJourney(args)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
