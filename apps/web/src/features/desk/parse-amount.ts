import { parseCredits } from '@aetherflow/db/quantities'

/** Credits as typed, in hundredths; null for what is no amount. */
export function parseAmount(text: string): bigint | null {
  try {
    return parseCredits(text.trim())
  } catch {
    return null
  }
}
