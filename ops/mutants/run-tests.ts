import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { runTool } from '../run/run-tool.ts'

export type TestRun = {
  passed: number
  /** Names of the tests that went red. */
  failed: string[]
  /** What vitest wrote, for when nothing could run at all. */
  output: string
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
})

/** Runs test files in the checkout in `root`, or only the tests whose name has `named` in it. */
export async function runTests(
  root: string,
  files: readonly string[],
  named?: string,
): Promise<TestRun> {
  const report = path.join(root, 'mutants-report.json')
  rmSync(report, { force: true })
  const only = named === undefined ? [] : ['-t', named.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')]
  const { output } = await runTool(
    path.join(root, 'node_modules/.bin/vitest'),
    ['run', '--reporter=json', `--outputFile.json=${report}`, '--bail=1', ...files, ...only],
    { cwd: root },
  )
  const results = read(report)
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    output,
  }
}

function read(file: string): { status: string; fullName: string }[] {
  try {
    const { testResults } = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return testResults.flatMap(({ assertionResults }) => assertionResults)
  } catch {
    return []
  }
}
