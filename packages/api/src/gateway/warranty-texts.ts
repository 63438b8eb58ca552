import { createHash } from 'node:crypto'

type Texts = { en: readonly string[]; zh: readonly string[] }

/**
 * What an owner accepts before a key is sealed, by version. A text that was shown is never changed: another wording is
 * another version. `{vendor}` is the upstream's name. Facts: the vendors' own terms (docs on compliance).
 */
const texts: Readonly<Record<string, Texts>> = {
  '2026-11': {
    en: [
      'The terms of {vendor} go on binding you. They may forbid to share a key or to resell its use; then do not connect it.',
      'The key and its account are yours, and you may use them in this way.',
      '{vendor} may limit or close an account that is used by others. Such a loss is yours.',
      'You may pause or delete it at any time; a deleted key is destroyed.',
    ],
    zh: [
      '{vendor} 的条款继续约束你。条款可能禁止共享密钥或转售其用量；若是如此，请不要连接。',
      '密钥及其账户归你所有，并且你有权以这种方式使用它们。',
      '{vendor} 可能限制或关闭被他人使用的账户。由此造成的损失由你承担。',
      '你可以随时暂停或删除；删除后的密钥会被销毁。',
    ],
  },
}

export type Warranty = { version: string; points: string[]; textHash: string }

/** The text of a version for an upstream, as it is shown in a language, with its SHA-256; null for no such version. */
export function warrantyText(version: string, vendor: string, locale: string): Warranty | null {
  const known = texts[version]
  if (known === undefined) return null
  const points = known[locale.startsWith('zh') ? 'zh' : 'en'].map((point) =>
    point.replaceAll('{vendor}', vendor),
  )
  const textHash = createHash('sha256').update(points.join('\n')).digest('hex')
  return { version, points, textHash }
}

/** In which language somebody read the text with this hash; null when nobody was shown such a text. */
export function localeOfText(
  version: string,
  vendor: string,
  textHash: string,
): 'en' | 'zh' | null {
  const locales = ['en', 'zh'] as const
  return (
    locales.find((locale) => warrantyText(version, vendor, locale)?.textHash === textHash) ?? null
  )
}
