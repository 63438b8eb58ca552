import type { Conversion, Provenance } from './picture.ts'

/** What a picture thread is asked. */
export type PictureJob =
  | { kind: 'prepare'; bytes: Uint8Array; producer: string; provenance: Provenance }
  | { kind: 'convert'; bytes: Uint8Array; producer: string; conversion: Conversion }
  | { kind: 'adopt'; bytes: Uint8Array }
