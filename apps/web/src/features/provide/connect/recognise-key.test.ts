import { expect, test } from 'vitest'
import { recogniseKey } from './recognise-key.ts'

const of = (upstreamId: string, demoKeysOnly = false) => ({ upstreamId, demoKeysOnly })

test.each([
  ['', 'stability', { kind: 'empty' }],
  ['sk-abcdefghijklmnopqrstuvwxyz012345', 'stability', { kind: 'known' }],
  ['sk-abcdefghijklmnopqrstuvwxyz012345', 'dashscope', { kind: 'known' }],
  ['sk-sim-abcdef0123456789', 'stability', { kind: 'known' }],
  ['sk-sim-abcdef0123456789', 'replicate', { kind: 'known' }],
  ['sk-ant-abcdefgh', 'stability', { kind: 'foreign', vendor: 'Anthropic' }],
  ['sk-proj-abcdefgh', 'stability', { kind: 'foreign', vendor: 'OpenAI' }],
  ['sk-proj-abcdefgh', 'openai', { kind: 'known' }],
  ['r8_abcdefgh', 'replicate', { kind: 'known' }],
  ['r8_abcdefgh', 'zhipu', { kind: 'foreign', vendor: 'Replicate' }],
  ['AIzaabcdefgh', 'gemini', { kind: 'known' }],
  ['something-else', 'stability', { kind: 'unknown' }],
  ['0123abcd.somethingelse', 'zhipu', { kind: 'known' }],
  ['sk-a b', 'stability', { kind: 'malformed' }],
  ['sk-', 'stability', { kind: 'malformed' }],
])('"%s" for %s is %o', (key, upstreamId, result) => {
  expect(recogniseKey(key, of(upstreamId))).toEqual(result)
})

test.each([
  ['sk-sim-abcdef0123456789', 'known'],
  ['sk-', 'malformed'],
  ['sk-abcdefghijklmnopqrstuvwxyz012345', 'real-in-demo'],
  ['r8_abcdefgh', 'real-in-demo'],
  ['paste', 'real-in-demo'],
])('in the demo "%s" is %s', (key, kind) => {
  expect(recogniseKey(key, of('replicate', true)).kind).toBe(kind)
})

test('nothing that is returned holds any of the key', () => {
  const key = 'sk-sim-canary0123456789'
  expect(JSON.stringify(recogniseKey(key, of('stability')))).not.toContain('canary')
})
