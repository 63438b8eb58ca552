import { steps, type Step } from '../verify/steps.ts'

type Outcome = Step & { ok: boolean; output: string; seconds: number }

/** Format, lint, types, boundaries, dead code. Needs no database and no network. */
export async function verify(): Promise<number> {
  const waiting = [...steps]
  const outcomes: Outcome[] = []
  // Two at a time: the tools are mostly single-threaded, and continuous integration has two cores.
  await Promise.all([drain(waiting, outcomes), drain(waiting, outcomes)])

  const failed = outcomes.filter(({ ok }) => !ok)
  for (const { name, output, fix } of failed) {
    console.error(`\n── ${name} ──\n${output.trim()}\nfix:   ${fix}`)
  }
  console.log(`\nverify: ${outcomes.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

async function drain(waiting: Step[], outcomes: Outcome[]): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const started = performance.now()
    const { code, output } = await step.run()
    const seconds = (performance.now() - started) / 1000
    outcomes.push({ ...step, ok: code === 0, output, seconds })
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name.padEnd(12)} ${seconds.toFixed(1)} s`)
  }
}
