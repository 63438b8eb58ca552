import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { namespaces } from './namespaces.ts'
import { routing } from './routing.ts'

const folder = new URL('../../messages/', import.meta.url)
const read = (locale: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${locale}/${name}.json`, folder), 'utf8'))

function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, value]) =>
    texts(value, path ? `${path}.${key}` : key),
  )
}

/** The arguments and tags of a message, which a translation must keep. */
const slots = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/\{(\w+)[,}]|<(\w+)>/g)].map((match) => match[1] ?? match[2] ?? ''),
    ),
  ].toSorted((a, b) => a.localeCompare(b))

test.each(routing.locales)('%s has exactly the registered namespaces', (locale) => {
  const files = readdirSync(new URL(`${locale}/`, folder)).map((file) => file.replace('.json', ''))
  expect(files.toSorted()).toEqual(namespaces.toSorted())
})

test.each(namespaces)(
  'both languages of %s have the same keys with the same arguments and tags',
  (name) => {
    const en = texts(read('en', name))
    const zh = new Map(texts(read('zh', name)))
    expect([...zh.keys()].toSorted()).toEqual(en.map(([key]) => key).toSorted())
    for (const [key, text] of en)
      expect([key, slots(zh.get(key) ?? '')]).toEqual([key, slots(text)])
  },
)

test.each(namespaces)('no text of %s is empty, and Chinese texts are Chinese', (name) => {
  for (const locale of routing.locales) {
    for (const [key, text] of texts(read(locale, name)))
      expect(text.trim(), `${locale} ${key}`).not.toBe('')
  }
  const chinese = texts(read('zh', name)).filter(([, text]) => /\p{Script=Han}/u.test(text)).length
  expect(chinese).toBeGreaterThan(texts(read('zh', name)).length * 0.7)
})
