import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startSimulator } from './start-simulator.ts'
import { sandboxMerchant, sandboxSecret } from './testing/with-simulator.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const environment = {
  PATH: process.env.PATH ?? '',
  SIMULATOR_PORT: '0',
  SIMULATOR_LATENCY: 'none',
  SANDBOX_SECRET: sandboxSecret,
  SANDBOX_MERCHANT: sandboxMerchant,
}

async function run(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, output }
}

describe('starting', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', 'example.com'])('refuses to bind %s', async (host) => {
    await expect(startSimulator({ port: 0, host, sandboxSecret, sandboxMerchant })).rejects.toThrow(
      /loopback/,
    )
  })

  it('refuses a short secret', async () => {
    await expect(
      startSimulator({ port: 0, host: '127.0.0.1', sandboxSecret: 'short', sandboxMerchant }),
    ).rejects.toThrow(/32/)
  })

  it('fails when the port is taken', async () => {
    const first = await startSimulator({
      port: 0,
      host: '127.0.0.1',
      sandboxSecret,
      sandboxMerchant,
    })
    await expect(
      startSimulator({
        port: Number(new URL(first.url).port),
        host: '127.0.0.1',
        sandboxSecret,
        sandboxMerchant,
      }),
    ).rejects.toThrow(/EADDRINUSE/)
    await first.close()
  })
})

describe('the process', () => {
  it('says where it listens in one line, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [main], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
    const ready = JSON.parse(chunk.toString()) as { ready: boolean; url: string }
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    })
    expect((await fetch(`${ready.url}/health`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('names what is missing or wrong in its environment', async () => {
    const { SANDBOX_SECRET: _secret, ...rest } = environment
    expect(await run(rest)).toEqual({ code: 1, output: expect.stringContaining('SANDBOX_SECRET') })
    expect(await run({ ...environment, SIMULATOR_HOST: '0.0.0.0' })).toEqual({
      code: 1,
      output: expect.stringContaining('loopback'),
    })
  })
})
