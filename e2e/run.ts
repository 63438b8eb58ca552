import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'

// The browser journeys. CHROMIUM_PATH names the browser; counts go to E2E_RESULT_FILE when it is set.
const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
})

const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-journeys-'))
const reportFile = path.join(folder, 'report.json')
try {
  const vitest = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const args = [
    vitest,
    'run',
    '--config',
    path.join(import.meta.dirname, 'vitest.config.ts'),
    ...reporters,
  ]
  const { status } = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  const {
    numPassedTests: passed,
    numFailedTests,
    numFailedTestSuites,
  } = report.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  // A suite that could not begin has no failed test to count.
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites
  const resultFile = process.env['E2E_RESULT_FILE']
  if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify({ passed, failed }))
  process.exitCode = status === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
