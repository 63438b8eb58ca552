/**
 * Which Host headers are ours. A foreign name that was made to resolve to this machine (DNS rebinding)
 * would otherwise be the same origin as itself and could read what a demo shows to anybody.
 */
export function createHostRule(
  publicUrl: string,
  allowLoopback: boolean,
): (host: string | undefined) => boolean {
  const own = new URL(publicUrl).host
  return (host) => {
    if (host === undefined) return false
    if (host.toLowerCase() === own) return true
    return allowLoopback && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)
  }
}
