import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const file = path.join(import.meta.dirname, 'crash-points.ts')

/** A process that reads a picture back twice, which is the point `stored`; prints how often it came past. */
function readTwice(mode: string, at: string | undefined) {
  const script = `
    const { withCrashPoints } = await import(${JSON.stringify(file)})
    const storage = { get: async () => null }
    const parts = { caller: { tasks: {} }, upstreams: new Map(), storage }
    const { storage: read } = withCrashPoints(${JSON.stringify(mode)}, ${at === undefined ? 'undefined' : JSON.stringify(at)}, parts)
    await read.get('a'); process.stdout.write('1')
    await read.get('b'); process.stdout.write('2')
  `
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
  return { status, signal, stdout }
}

describe('a crash point', () => {
  it('ends the process without a word when it is reached', () => {
    expect(readTwice('test', 'stored')).toMatchObject({ signal: 'SIGKILL', stdout: '' })
  })

  it('lets pass until the nth time', () => {
    expect(readTwice('test', 'stored:2')).toMatchObject({ signal: 'SIGKILL', stdout: '1' })
  })

  it.each([
    ['production', 'stored'],
    ['demo', 'stored'],
    ['test', undefined],
    ['test', 'settled'],
  ])('does nothing in mode %s with %s', (mode, at) => {
    expect(readTwice(mode, at)).toEqual({ status: 0, signal: null, stdout: '12' })
  })

  it.each(['nowhere', 'stored:0', 'stored:x', ''])(
    'refuses a point that there is not: "%s"',
    (at) => {
      expect(readTwice('test', at).status).toBe(1)
    },
  )
})
