import { signAddress } from '@aetherflow/crypto/signed-address'
import type { Deps } from '../deps.ts'

const VALID_MS = 5 * 60_000
const STEP_MS = 60_000

export type ImageAddresses = { url: string; thumbUrl: string; downloadUrl: string }

/**
 * Addresses that show an image to whoever holds them, for five to six minutes. The expiry moves in
 * steps of a minute, so that reading a list again gives the same addresses and browsers keep the bytes.
 */
export function imageAddresses(
  { addressSecret, clock }: Pick<Deps, 'addressSecret' | 'clock'>,
  imageId: string,
): ImageAddresses {
  const expiresAtMs = Math.ceil(clock.now().getTime() / STEP_MS) * STEP_MS + VALID_MS
  const sign = (variant: string) =>
    signAddress(addressSecret, `/api/images/${imageId}/${variant}`, expiresAtMs)
  return { url: sign('full'), thumbUrl: sign('thumb'), downloadUrl: sign('download') }
}
