import type { IncomingHttpHeaders } from 'node:http'
import type { RequestCtx } from '@aetherflow/api/context'
import { readCookie } from './session-cookie.ts'

type Language = RequestCtx['locale']

/**
 * The language of the page that asks: its cookie, else what the browser reads best. Pages set the cookie only where
 * their language differs from the browser's, so a browser in Chinese that never chose comes without one.
 */
export function languageOfRequest(headers: IncomingHttpHeaders): Language {
  const chosen = readCookie(headers.cookie, 'locale')
  if (chosen === 'zh' || chosen === 'en') return chosen === 'zh' ? 'zh-CN' : 'en'
  const read = (headers['accept-language'] ?? '').slice(0, 512).split(',').map(toRange)
  const best = read
    .filter(({ name, weight }) => weight > 0 && (name === 'zh' || name === 'en'))
    .toSorted((a, b) => b.weight - a.weight)[0]
  return best?.name === 'zh' ? 'zh-CN' : 'en'
}

function toRange(text: string): { name: string; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { name: tag.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 }
}
