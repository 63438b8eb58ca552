import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

export type StartedProcess = { url: string; stop(): Promise<void> }

const root = path.join(import.meta.dirname, '../..')
const exitWithParent = path.join(root, 'ops/start/exit-with-parent.mjs')

/** Starts one of the product's processes; it ends with `stop`, or with this process. */
export async function startProcess(
  script: string,
  env: Record<string, string>,
): Promise<StartedProcess> {
  const child = spawn(process.execPath, ['--import', exitWithParent, path.join(root, script)], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output to read'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve(String(JSON.parse(line).url))
      else if (/"level":[56]0/.test(line)) console.error(line)
    })
    void ended.then(() => reject(new Error(`${script} ended before it was ready`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(hard)
    },
  }
}
