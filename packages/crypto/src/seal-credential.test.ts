import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyRing, primaryPublicKey } from './key-ring.ts'
import { openUnverified } from './open-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { parseSealed, SEALED_MAX_CHARS } from './sealed-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'
import {
  anyContext,
  anyPlaintextKey,
  randomKey,
  SAMPLE_CONTEXT,
  spellingsOf,
} from './testing/sample-credential.ts'

const ring = await createKeyRing()
const publicKey = primaryPublicKey(ring)

it('seals what the ring opens, for any key and any context', async () => {
  await fc.assert(
    fc.asyncProperty(anyContext, anyPlaintextKey, async (context, plaintext) => {
      const sealed = await sealCredential(publicKey, context, plaintext)
      expect((await openUnverified(ring, sealed, context)).reveal()).toBe(plaintext)
    }),
    { numRuns: 200 },
  )
})

it('names format and vault key, and nothing of the context', async () => {
  const sealed = await sealCredential(publicKey, SAMPLE_CONTEXT, randomKey())
  expect(sealed).toMatch(/^af1\.vk-[0-9a-f]{16}\.[A-Za-z0-9_-]{87}\.[A-Za-z0-9_-]+$/)
  expect(parseSealed(sealed).keyId).toBe(publicKey.keyId)
  for (const value of Object.values(SAMPLE_CONTEXT).slice(2))
    expect(sealed).not.toContain(String(value))
})

it('never shows the key, in whatever spelling', async () => {
  const plaintext = randomKey()
  const sealed = await sealCredential(publicKey, SAMPLE_CONTEXT, plaintext)
  for (const spelling of spellingsOf(plaintext)) expect(sealed).not.toContain(spelling)
})

it('gives another ciphertext and another ephemeral key each time', async () => {
  const plaintext = randomKey()
  const all = await Promise.all(
    Array.from({ length: 100 }, () => sealCredential(publicKey, SAMPLE_CONTEXT, plaintext)),
  )
  const parsed = all.map(parseSealed)
  expect(new Set(parsed.map(({ encapsulated }) => encapsulated.join())).size).toBe(100)
  expect(new Set(parsed.map(({ ciphertext }) => ciphertext.join())).size).toBe(100)
})

it('keeps the longest key and context within the accepted length', async () => {
  const context = { ...SAMPLE_CONTEXT, ownerId: 'o'.repeat(128), credentialId: 'c'.repeat(128) }
  const sealed = await sealCredential(publicKey, context, 'k'.repeat(512))
  expect(sealed.length).toBeLessThan(SEALED_MAX_CHARS / 4)
  expect((await openUnverified(ring, sealed, context)).reveal()).toHaveLength(512)
})

describe('refuses to seal', () => {
  it.each([
    ['a key of seven characters', 'sk-1234'],
    ['a key of 513 characters', 'k'.repeat(513)],
    ['a key with a trailing line break', 'sk-0123456789\n'],
    ['a key with a space', 'sk-0123 456789'],
    ['a key beyond ASCII', 'sk-0123456789密'],
    ['nothing', ''],
  ])('%s, without quoting it', async (_name, plaintext) => {
    const refusal = await refusalOf(sealCredential(publicKey, SAMPLE_CONTEXT, plaintext))
    expect(refusal).toEqual({
      code: 'PLAINTEXT_KEY_INVALID',
      reason: 'needs 8 to 512 printable characters without spaces',
    })
  })

  it('into a context that is not canonical', async () => {
    const context = { ...SAMPLE_CONTEXT, upstreamHost: 'https://api.stability.ai' }
    expect(await codeOf(sealCredential(publicKey, context, randomKey()))).toBe('CONTEXT_INVALID')
  })

  it('to a point that is not on the curve', async () => {
    const point = Buffer.from(publicKey.publicKey, 'base64url')
    point[64] = (point[64] ?? 0) ^ 1
    const offCurve = { ...publicKey, publicKey: point.toString('base64url') }
    expect(await codeOf(sealCredential(offCurve, SAMPLE_CONTEXT, randomKey()))).toBe(
      'PUBLIC_KEY_INVALID',
    )
  })

  it('to the point at zero', async () => {
    const zero = Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]).toString('base64url')
    expect(
      await codeOf(sealCredential({ keyId: 'vk-1', publicKey: zero }, SAMPLE_CONTEXT, randomKey())),
    ).toBe('PUBLIC_KEY_INVALID')
  })

  it('to a key without a valid id', async () => {
    const unnamed = { ...publicKey, keyId: 'not.valid' }
    expect(await codeOf(sealCredential(unnamed, SAMPLE_CONTEXT, randomKey()))).toBe(
      'PUBLIC_KEY_INVALID',
    )
  })
})

describe('what browsers load', () => {
  const entries = [
    'seal-credential',
    'credential-context',
    'vault-public-key',
    'masked-tail',
    'secret',
  ]
  const files = new Set<string>()
  const packages = new Set<string>()
  for (const entry of entries) collect(`./${entry}.ts`)

  it('is a handful of our files and one package', () => {
    expect([...packages]).toEqual(['@hpke/core'])
    expect(files).toContain('./base64url.ts')
    expect(files).toContain('./hpke-suite.ts')
  })

  it.each([...files])('%s names nothing that only Node has', (file) => {
    const source = sourceOf(file).replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
    expect(source).not.toMatch(/\bBuffer\b|\bprocess\b|\brequire\b|node:/)
  })

  it('includes nothing that opens the vault', () => {
    for (const file of [
      './open-credential.ts',
      './key-ring.ts',
      './vault-key.ts',
      './keyed-hash.ts',
    ]) {
      expect(files).not.toContain(file)
    }
  })

  it('imports no Node module statically in the package either', () => {
    const entry = new URL(import.meta.resolve('@hpke/core'))
    const seen = new Set<string>()
    const foreign = new Set<string>()
    visit(entry)
    expect(seen.size).toBeGreaterThan(10)
    expect([...foreign].filter((target) => !target.startsWith('@hpke/'))).toEqual([])

    function visit(url: URL): void {
      if (seen.has(url.href)) return
      seen.add(url.href)
      for (const target of importsOf(readFileSync(url, 'utf8'))) {
        if (target.startsWith('.')) visit(new URL(target, url))
        else foreign.add(target)
      }
    }
  })

  function collect(file: string): void {
    if (files.has(file)) return
    files.add(file)
    for (const target of importsOf(sourceOf(file))) {
      if (target.startsWith('.')) collect(target)
      else packages.add(target)
    }
  }
})

function sourceOf(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
}

function importsOf(source: string): string[] {
  return [...source.matchAll(/^(?:import|export)\b[^'";]*?from\s*["']([^"']+)["']/gm)].map(
    ([, target]) => target ?? '',
  )
}
