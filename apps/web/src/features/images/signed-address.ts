/** Whether a signed address will have expired a little later; one without an expiry never does. */
export function expiresSoon(address: string, nowMs: number, marginMs = 5_000): boolean {
  const expiresAtMs = Number(new URL(address, 'http://x').searchParams.get('e') ?? Number.NaN)
  return Number.isFinite(expiresAtMs) && expiresAtMs - marginMs <= nowMs
}
