import { Secret } from '@aetherflow/crypto/secret'
import { expect, it } from 'vitest'
import type { GenerateCall, ImageUpstream, ResumeCall } from './image-upstream.ts'
import { createOpenai } from './openai/create-openai.ts'
import { withKeyFormat } from './with-key-format.ts'

const good = new Secret('good-key')
const bad = new Secret('line\r\nbreak')
const options = { timeoutMs: 1_000 }

/** An upstream that notes which of its methods were reached. */
function noted(hasJobs = true) {
  const reached: string[] = []
  const unknown = (method: string) => async () => {
    reached.push(method)
    return { kind: 'unknown' as const, reason: 'timeout' as const }
  }
  const inner: ImageUpstream = {
    ...createOpenai(),
    generate: unknown('generate'),
    resume: hasJobs ? unknown('resume') : null,
    checkKey: unknown('checkKey'),
    balance: unknown('balance'),
  }
  return { reached, upstream: withKeyFormat((key) => key === good, inner) }
}

async function callAll(upstream: ImageUpstream, key: Secret) {
  const call = { ...options, key } as GenerateCall & ResumeCall
  return [
    await upstream.generate(call),
    await upstream.resume?.(call),
    await upstream.checkKey(key, options),
    await upstream.balance(key, options),
  ]
}

it('answers for every method itself when what it is given is no key of the vendor', async () => {
  const { reached, upstream } = noted()
  const refused = { kind: 'refused', code: 'KEY_REFUSED' }
  const noPicture = { ...refused, upstreamRequestId: null }
  expect(await callAll(upstream, bad)).toEqual([noPicture, noPicture, refused, refused])
  expect(reached).toEqual([])
  expect(upstream.hasKeyFormat(bad)).toBe(false)
})

it('hands on what is a key', async () => {
  const { reached, upstream } = noted()
  await callAll(upstream, good)
  expect(reached).toEqual(['generate', 'resume', 'checkKey', 'balance'])
  expect(upstream.hasKeyFormat(good)).toBe(true)
})

it('has no jobs where the vendor names none', () => {
  expect(noted(false).upstream.resume).toBeNull()
})
