import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../config/project-root.ts'
import { runTool } from '../run/run-tool.ts'
import { findChromium } from './find-chromium.ts'
import type { Tally } from './vitest-step.ts'

const script = path.join(projectRoot, 'e2e/run.ts')
const resultSchema = z.object({ passed: z.number().int(), failed: z.number().int() })

/** The browser journey; without a browser it fails and says so, because nobody has looked at a page then. */
export async function runJourney(args: readonly string[] = []): Promise<Tally> {
  const chromium = await findChromium()
  if (chromium === null) {
    console.error(
      'error: The browser journey did not run: there is no Chromium and no way to get one.',
    )
    console.error('fix:   install Chromium or Chrome, or set CHROMIUM_PATH to one')
    return { passed: 0, failed: 1 }
  }
  if (!existsSync(script)) {
    console.error('error: The browser journey did not run: e2e/run.ts is missing.')
    console.error('fix:   check out the whole repository')
    return { passed: 0, failed: 1 }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-journey-'))
  const file = path.join(folder, 'result.json')
  try {
    const env = { CHROMIUM_PATH: chromium, E2E_RESULT_FILE: file }
    const { code } = await runTool(process.execPath, [script, ...args], { show: true, env })
    return tally(code, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tally(code: number, file: string): Tally {
  try {
    const { passed, failed } = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { passed, failed: Math.max(failed, code === 0 && passed > 0 ? 0 : 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
