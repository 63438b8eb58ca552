import { createHttpClient } from '../../http/create-http-client.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { geminiModels } from './gemini-models.ts'
import { generate } from './generate.ts'
import { withKeyFormat } from '../with-key-format.ts'

const host = 'generativelanguage.googleapis.com'

/** Google's API keys, and the newer ones that begin with `AQ.`. */
const ownKey = /^(?:AIza[A-Za-z0-9_-]{30,60}|AQ\.[A-Za-z0-9_-]{20,200})$/

/**
 * The adapter for Gemini's pictures (ai.google.dev, generateContent). No job id and no idempotency key: a lost answer stays
 * unknown, and nothing is tried twice.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createGemini(options: { baseUrl?: string } = {}): ImageUpstream {
  const client = createHttpClient({
    baseAddress: options.baseUrl ?? `https://${host}`,
    allowedHosts: [host],
  })
  const isKey = keyFormat(ownKey, options.baseUrl)
  return withKeyFormat(isKey, {
    id: 'gemini',
    name: 'Google Gemini',
    host,
    keyHint: 'AIza…',
    models: geminiModels.map((model) => model.published),
    generate: (call) => generate(client, call),
    resume: null,
    checkKey: (key, callOptions) => checkKey(client, key, callOptions),
    balance: async () => ({ kind: 'not-offered' }),
  })
}
