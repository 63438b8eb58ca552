/** `__Host-` binds the cookie to this very host, which browsers accept under https only. */
export function sessionCookieName(isPublicHttps: boolean): string {
  return isPublicHttps ? '__Host-aetherflow.session' : 'aetherflow.session'
}

/** One cookie's value out of a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim())
  }
  return null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
