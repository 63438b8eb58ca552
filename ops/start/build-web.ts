import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import { FixableError } from '../run/fixable-error.ts'
import { environmentOf } from './child-environments.ts'
import { hashSources } from './hash-sources.ts'
import { spawnChild, type Child } from './spawn-child.ts'

const webRoot = path.join(projectRoot, 'apps/web')
const output = path.join(webRoot, '.next')
const stamp = path.join(output, 'aetherflow-source-hash')

/** Whether the pages on disk are of other sources than those here. */
export function isBuildStale(hash = hashSources(projectRoot)): boolean {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash
}

/** Starts `next build`; `done` resolves when the pages are there and stamped. */
export function buildWeb(logFile: string): { child: Child; done: Promise<void> } {
  const hash = hashSources(projectRoot)
  mkdirSync(output, { recursive: true })
  rmSync(stamp, { force: true })
  rmSync(path.join(output, 'BUILD_ID'), { force: true })
  const next = createRequire(path.join(webRoot, 'package.json')).resolve('next/dist/bin/next')
  const child = spawnChild({
    name: 'build',
    command: [next, 'build'],
    cwd: webRoot,
    environment: environmentOf(
      { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      process.env,
    ),
    logFile,
  })
  return { child, done: child.ended.then((end) => finish(end.code, hash, end.lastLines, logFile)) }
}

function finish(code: number | null, hash: string, lastLines: string, logFile: string): void {
  // Next has been seen to end early with 0: only a build id says that the pages are there.
  if (code !== 0 || !existsSync(path.join(output, 'BUILD_ID')))
    throw new FixableError(
      `The pages could not be built:\n${lastLines}`,
      `mend the sources; the whole log is ${logFile}`,
    )
  // Stamped with the hash from before: what changed during the build is built the next time.
  writeFileSync(stamp, hash)
}
