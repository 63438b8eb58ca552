import assert from 'node:assert/strict'
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, formatWithOptions, inspect } from 'node:util'
import { serialize } from 'node:v8'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { Secret } from './secret.ts'
import { spellingsOf } from './testing/sample-credential.ts'

const VALUE = 'sk-Canary9f8e7d6c5b4a39281706'
const secret = new Secret(VALUE)

function printed(write: (log: Console) => void): string {
  let text = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  write(new Console({ stdout: sink, stderr: sink, colorMode: false }))
  return text
}

function messageOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    return `${inspect(error, { showHidden: true, depth: null })} ${JSON.stringify(error)} ${String(error)}`
  }
  return expect.fail('nothing was thrown')
}

// Each gives the text (or the clone) that a careless program would produce from a Secret.
const channels: Record<string, () => unknown> = {
  'String()': () => String(secret),
  'toString()': () => secret.toString(),
  'toLocaleString()': () => secret.toLocaleString(),
  'a template': () => `key=${secret.toString()} ${String(secret)}`,
  'joining an array': () => [secret, secret].join(),
  'Symbol.toPrimitive as text': () => secret[Symbol.toPrimitive](),
  'an object key': () => Object.keys({ [String(secret)]: 1 }),
  'JSON.stringify': () => JSON.stringify(secret),
  'JSON.stringify of what holds it': () =>
    JSON.stringify({ deep: [{ secret }], list: [secret] }, null, 2),
  'JSON.stringify with a replacer': () =>
    JSON.stringify({ secret }, (_name, value: unknown) => value),
  'console.log': () =>
    printed((log) => log.log(secret, { secret }, [secret], new Map([[secret, secret]]))),
  'console.error with a format': () =>
    printed((log) => log.error('%s %o %O %j %d %i %f %c', ...many(8))),
  'console.dir': () => printed((log) => log.dir({ secret }, { showHidden: true, depth: null })),
  'console.table': () => printed((log) => log.table([{ secret }])),
  'console.assert': () => printed((log) => log.assert(false, '%s', secret)),
  'console.trace': () => printed((log) => log.trace(secret)),
  'util.format': () => format('%s %o %O %j', ...many(4)),
  'util.formatWithOptions': () =>
    formatWithOptions({ showHidden: true, colors: true }, '%O', secret),
  'util.inspect': () => inspect(secret),
  'util.inspect with everything shown': () =>
    inspect({ secret }, { showHidden: true, depth: null, showProxy: true, getters: true }),
  'util.inspect without custom inspection': () =>
    inspect({ secret }, { customInspect: false, showHidden: true, depth: null }),
  'util.inspect through a proxy': () => inspect(new Proxy(secret, {}), { showProxy: true }),
  'the message of an error': () => messageOf(() => assert.fail(`refused ${String(secret)}`)),
  'the cause of an error': () =>
    inspect(new Error('refused', { cause: secret }), { showHidden: true }),
  'a nested cause': () =>
    inspect(new Error('outer', { cause: new Error('inner', { cause: { secret } }) }), {
      depth: null,
    }),
  'a property of an error': () =>
    inspect(Object.assign(new Error('refused'), { secret }), { showHidden: true }),
  'an aggregate error': () =>
    inspect(new AggregateError([secret, new Error('x', { cause: secret })]), { depth: null }),
  'a failed assertion': () => messageOf(() => assert.deepEqual({ secret }, { secret: 'other' })),
  'a failed equality of two secrets': () =>
    messageOf(() => assert.equal(secret, new Secret('other'))),
  'a type error': () => messageOf(() => BigInt(String(secret))),
  structuredClone: () => inspect(structuredClone({ secret }), { showHidden: true, depth: null }),
  'a message to another thread': () =>
    inspect(posted({ secret }), { showHidden: true, depth: null }),
  'V8 serialisation': () => serialize({ secret }).toString('latin1'),
  'a spread copy': () => inspect(Object.fromEntries(Object.entries(secret)), { showHidden: true }),
  'Object.assign': () => inspect(Object.assign({}, secret), { showHidden: true }),
  'own properties': () => inspect(Reflect.ownKeys(secret)),
  'property values': () =>
    inspect([
      Object.values(secret),
      Object.entries(secret),
      Object.getOwnPropertyDescriptors(secret),
    ]),
  'a query string': () => new URLSearchParams({ key: String(secret) }).toString(),
  encodeURIComponent: () => encodeURIComponent(String(secret)),
  'its own source text': () => Secret.toString(),
}

function many(count: number): Secret[] {
  return Array.from({ length: count }, () => secret)
}

function posted(value: unknown): unknown {
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(value)
  const received: unknown = receiveMessageOnPort(port2)
  port1.close()
  port2.close()
  return received
}

describe('a secret does not leak through', () => {
  it.each(Object.entries(channels))('%s', (_name, channel) => {
    const output = String(channel())
    for (const spelling of spellingsOf(VALUE)) expect(output).not.toContain(spelling)
  })
})

it('reveals its value when asked, and only then', () => {
  expect(secret.reveal()).toBe(VALUE)
})

it('prints as [secret] wherever it prints itself', () => {
  expect(String(secret)).toBe('[secret]')
  expect(JSON.stringify({ key: secret })).toBe('{"key":"[secret]"}')
  expect(inspect({ key: secret })).toBe('{ key: [secret] }')
  expect(printed((log) => log.log(secret))).toBe('[secret]\n')
})

it('is not a number, whatever it holds', () => {
  expect(Number(new Secret('42'))).toBeNaN()
})

it('clones into an object that has nothing', () => {
  expect(Reflect.ownKeys(structuredClone(secret))).toEqual([])
})

it('cannot be revealed through a clone, a copy or another object', () => {
  const reveal = Reflect.get(Secret.prototype, 'reveal')
  for (const impostor of [
    structuredClone(secret),
    Object.create(secret),
    new Proxy(secret, {}),
    {},
  ]) {
    expect(() => Reflect.apply(reveal, impostor, [])).toThrow(TypeError)
  }
})

it('has no property that could be listed or overwritten to learn the value', () => {
  expect(Reflect.ownKeys(secret)).toEqual([])
  const other = new Secret(VALUE)
  Reflect.set(other, 'value', 'changed')
  expect(other.reveal()).toBe(VALUE)
})

it('holds any text, the empty one too', () => {
  for (const value of ['', ' ', '[secret]', '密钥', '\u0000', 'x'.repeat(100_000)]) {
    expect(new Secret(value).reveal()).toBe(value)
  }
})
