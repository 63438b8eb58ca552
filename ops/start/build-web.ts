import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import { FixableError } from '../run/fixable-error.ts'
import { environmentOf } from './child-environments.ts'
import { hashSources } from './hash-sources.ts'
import type { Crew } from './crew.ts'

const webRoot = path.join(projectRoot, 'apps/web')
const output = path.join(webRoot, '.next')
const stamp = path.join(output, 'aetherflow-source-hash')

/** Whether the pages on disk are of other sources than those here. */
export function isBuildStale(hash = hashSources(projectRoot)): boolean {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash
}

/** Runs `next build` and stamps what it made. */
export async function buildWeb(crew: Pick<Crew, 'start'>, logFile: string): Promise<void> {
  const hash = hashSources(projectRoot)
  mkdirSync(output, { recursive: true })
  rmSync(stamp, { force: true })
  rmSync(path.join(output, 'BUILD_ID'), { force: true })
  const next = createRequire(path.join(webRoot, 'package.json')).resolve('next/dist/bin/next')
  const child = crew.start(
    {
      name: 'build',
      command: [next, 'build'],
      cwd: webRoot,
      environment: environmentOf(
        { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        process.env,
      ),
      logFile,
    },
    'by-itself',
  )
  const { code, lastLines } = await child.ended
  if (code !== 0) {
    throw new FixableError(
      `The pages could not be built:\n${lastLines}`,
      `mend the sources; the whole log is ${logFile}`,
    )
  }
  // Stamped with the hash from before: what changed during the build is built the next time.
  writeFileSync(stamp, hash)
}
