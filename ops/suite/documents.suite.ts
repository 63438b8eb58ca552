import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../config/project-root.ts'
import { startApp } from './running-app.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'aetherflow-readme-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8')

/** The lines of a document that it tells people to type. */
function commandsOf(file: string): string[] {
  const blocks = [...read(file).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  return blocks.flatMap((block) => block.trim().split('\n'))
}

/** Types a line as a reader would, with a data folder of its own. */
function typed(command: string): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', ['-c', command], {
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, AETHERFLOW_MODE: 'demo' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

// Prints a task of the demo that was routed.
const anyTask = `
  import pg from 'pg'
  import { withDatabase } from './database/with-database.ts'
  await withDatabase(async ({ migratorUrl }) => {
    const client = new pg.Client({ connectionString: migratorUrl })
    await client.connect()
    const { rows } = await client.query('SELECT task_id FROM routing_decisions ORDER BY created_at LIMIT 1')
    await client.end()
    console.log(rows[0].task_id)
  })
`

describe('what the README tells people to type', () => {
  const commands = commandsOf('README.md')

  it('is what is tried below', () => {
    expect(commands).toEqual([
      'npm start',
      'npm test',
      'npm run verify',
      'npm run verify:ledger',
      'npm run explain -- <task id>',
    ])
  })

  it('starts the product, and stops it', async () => {
    const app = startApp({
      checkout: projectRoot,
      dataDir,
      args: [],
      env: { npm_config_cache: path.join(dataDir, '.npm') },
    })
    const { address } = await app.served()
    expect((await fetch(`${address}/api/health/ready`)).status).toBe(200)
    app.process.kill('SIGINT')
    expect(await app.ended).toBe(0)
  })

  it('shows that the money is sound', async () => {
    const { code, output } = await typed('npm run verify:ledger')
    expect(output).toMatch(/All \d+ hold/)
    expect(code).toBe(0)
  })

  it("says why one of the demo's tasks went where it went, and decides it again the same", async () => {
    const { output: said } = await typed(`cd ops && node --input-type=module --eval "${anyTask}"`)
    const { code, output } = await typed(
      `npm run explain -- ${said.trim().split('\n').at(-1) ?? ''}`,
    )
    expect(output).toContain('replay: the same choice')
    expect(code).toBe(0)
  })

  // It would begin this very run again; the build server types it for us.
  it('tests by the command that the build server types', () => {
    expect(read('.ci/run')).toMatch(/^exec npm test$/m)
  })

  it.each(['verify', 'start', 'test', 'doctor', 'verify:ledger'])(
    'names a script that is there: %s',
    (script) => {
      expect(JSON.parse(read('package.json'))).toHaveProperty(['scripts', script])
    },
  )
})
