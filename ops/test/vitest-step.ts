import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { runTool } from '../run/run-tool.ts'

export type Tally = { passed: number; failed: number }

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
})

/** Runs vitest with its output shown, and counts. A run that breaks off counts as a failure even without a failed test. */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-test-'))
  const file = path.join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code } = await runTool('vitest', ['run', ...reporters, ...args], { show: true })
    return tally(code, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tally(code: number, file: string): Tally {
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const broken = report.success && code === 0 ? 0 : 1
    return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, broken) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
