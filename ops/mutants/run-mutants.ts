import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { copyCheckout } from '../suite/copy-checkout.ts'
import { applyMutant } from './apply-mutant.ts'
import type { Mutant } from './mutant.ts'
import { runTests } from './run-tests.ts'

type Verdict = { guard: string; verdict: 'caught' | 'SURVIVED' | 'broken'; by: string }

/**
 * Takes one guard after the other out of a copy of the checkout and runs the tests that should
 * notice. Resolves with true when every guard's removal turned a test red.
 */
export async function runMutants(mutants: readonly Mutant[]): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-mutants-'))
  const root = path.join(folder, 'checkout')
  try {
    copyCheckout(root, null)
    if (!(await soundWithout(root, mutants))) return false
    const verdicts: Verdict[] = []
    for (const mutant of mutants) {
      const verdict = await judge(root, mutant)
      verdicts.push(verdict)
      console.log(`${verdict.verdict.padEnd(9)} ${verdict.guard}\n          ${verdict.by}`)
    }
    const caught = verdicts.filter(({ verdict }) => verdict === 'caught').length
    console.log(`\n${caught} caught, ${verdicts.length - caught} not`)
    return caught === verdicts.length
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// A test that is red anyway would catch everything.
async function soundWithout(root: string, mutants: readonly Mutant[]): Promise<boolean> {
  const files = [...new Set(mutants.flatMap(({ tests }) => tests))]
  const { passed, failed, output } = await runTests(root, files)
  console.log(`with every guard in place: ${passed} tests passed, ${failed.length} failed\n`)
  if (passed > 0 && failed.length === 0) return true
  console.log(failed.length > 0 ? failed.join('\n') : output)
  return false
}

async function judge(root: string, mutant: Mutant): Promise<Verdict> {
  const { guard, tests, named } = mutant
  const restore = applyMutant(root, mutant)
  try {
    const { passed, failed, output } = await runTests(root, tests, named)
    if (failed[0] !== undefined) return { guard, verdict: 'caught', by: failed[0] }
    if (passed > 0)
      return { guard, verdict: 'SURVIVED', by: `${passed} tests stayed green: ${tests.join(' ')}` }
    // Nothing ran: the sources no longer load, which proves nothing about the guard.
    return { guard, verdict: 'broken', by: output.trim().split('\n').slice(-12).join('\n') }
  } finally {
    restore()
  }
}
