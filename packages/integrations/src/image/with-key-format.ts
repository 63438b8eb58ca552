import type { Secret } from '@aetherflow/crypto/secret'
import type { ImageUpstream } from './image-upstream.ts'

const refused = { kind: 'refused', code: 'KEY_REFUSED' } as const
const noKey = { ...refused, upstreamRequestId: null } as const

/**
 * An upstream that is never called with what is no key of its vendor: every method answers `KEY_REFUSED` itself. It
 * stands here once, so that no adapter can forget it in one of its methods.
 */
export function withKeyFormat(
  isKey: (key: Secret) => boolean,
  upstream: Omit<ImageUpstream, 'hasKeyFormat'>,
): ImageUpstream {
  const { resume } = upstream
  return {
    ...upstream,
    hasKeyFormat: isKey,
    generate: async (call) => (isKey(call.key) ? upstream.generate(call) : noKey),
    resume: resume === null ? null : async (call) => (isKey(call.key) ? resume(call) : noKey),
    checkKey: async (key, options) => (isKey(key) ? upstream.checkKey(key, options) : refused),
    balance: async (key, options) => (isKey(key) ? upstream.balance(key, options) : refused),
  }
}
