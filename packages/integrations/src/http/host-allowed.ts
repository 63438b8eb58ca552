/**
 * Whether a host (as `URL` writes it: lower case, punycode) is one of the allowed ones: a name, or with a leading dot any
 * name below it. An IP literal is below nothing.
 */
export function hostAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) =>
    entry.startsWith('.')
      ? host.endsWith(entry) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(host)
      : host === entry,
  )
}
