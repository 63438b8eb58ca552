import { runJourney } from '../test/run-journey.ts'
import { runVitest, type Tally } from '../test/vitest-step.ts'
import { verify } from './verify.ts'

type Part = { name: string; run: () => Promise<Tally> }

const parts: Part[] = [
  {
    name: 'verify',
    run: async () => ((await verify()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  },
  { name: 'unit and integration', run: () => runVitest([]) },
  { name: 'start, stop, leaks', run: () => runVitest(['--config', 'ops/suite/vitest.config.ts']) },
  { name: 'browser journey', run: runJourney },
]

/** Everything that must hold, all of it even when a part fails; the last line counts. */
export async function test(): Promise<number> {
  const total: Tally = { passed: 0, failed: 0 }
  const summary: string[] = []
  for (const { name, run } of parts) {
    console.log(`\n━━ ${name}`)
    const started = performance.now()
    const { passed, failed } = await run()
    total.passed += passed
    total.failed += failed
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    summary.push(
      `${failed === 0 ? '✓' : '✗'} ${name.padEnd(22)} ${passed} passed, ${failed} failed, ${seconds} s`,
    )
  }
  console.log(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}
