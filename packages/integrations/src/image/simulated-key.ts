import type { Secret } from '@aetherflow/crypto/secret'

const loopback = /^https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?:[:/]|$)/

/**
 * Tells keys of a vendor by their form, before anybody is called; that also keeps line breaks out of the header. Beside a
 * simulator its `sk-sim-…` keys count too; nowhere else, so that a made-up key is never sent to a vendor.
 * @param own the vendor's own form, anchored at both ends
 * @param baseUrl the adapter's address, undefined for the vendor's
 */
export function keyFormat(own: RegExp, baseUrl: string | undefined): (key: Secret) => boolean {
  const simulated = baseUrl !== undefined && loopback.test(baseUrl)
  return (key) => {
    const text = key.reveal()
    if (text.startsWith('sk-sim-')) return simulated && /^sk-sim-[A-Za-z0-9-]{6,64}$/.test(text)
    return own.test(text)
  }
}
