import { signAddress } from '@aetherflow/crypto/signed-address'
import type { Deps } from '../deps.ts'
import { conversionName } from './conversion-name.ts'

const VALID_MS = 5 * 60_000
const STEP_MS = 60_000

export type ImageAddresses = { url: string; thumbUrl: string; downloadUrl: string }

/** A download as everybody gets it who asks for nothing else: as it is, with the label to be seen. */
export const defaultDownload = conversionName({
  format: 'original',
  longest: 'full',
  mark: true,
  facts: false,
})

/**
 * An address that opens this path for five to six minutes, for whoever holds it. The expiry moves in steps of a minute,
 * so that reading a list again gives the same addresses and browsers keep the bytes.
 */
export function signForMinutes(
  { addressSecret, clock }: Pick<Deps, 'addressSecret' | 'clock'>,
  path: string,
): string {
  const expiresAtMs = Math.ceil(clock.now().getTime() / STEP_MS) * STEP_MS + VALID_MS
  return signAddress(addressSecret, path, expiresAtMs)
}

/** Addresses of an image: to be shown, small, and to be kept. */
export function imageAddresses(
  deps: Pick<Deps, 'addressSecret' | 'clock'>,
  imageId: string,
): ImageAddresses {
  const sign = (variant: string) => signForMinutes(deps, `/api/images/${imageId}/${variant}`)
  return { url: sign('full'), thumbUrl: sign('thumb'), downloadUrl: sign(defaultDownload) }
}
