import { readdirSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import { FixableError } from '../run/fixable-error.ts'
import { runScript } from '../run/run-script.ts'

/** Runs `bench/<name>.ts`, which prints its figures and starts and stops what it needs. */
export async function bench([name, ...args]: string[]): Promise<number> {
  const known = benchmarks()
  if (name === undefined || !known.includes(name)) {
    throw new FixableError(
      name === undefined ? 'Which benchmark?' : `There is no benchmark "${name}".`,
      `npm run bench -- ${known.join('|') || '(none in this checkout)'}`,
    )
  }
  return runScript(`bench/${name}.ts`, args)
}

function benchmarks(): string[] {
  const files = readdirSync(path.join(projectRoot, 'bench'), { withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.ts') && !file.name.endsWith('.test.ts'))
    .map((file) => file.name.slice(0, -'.ts'.length))
    .sort()
}
