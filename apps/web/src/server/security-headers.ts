/**
 * The policy of one response. `unsafe-inline` for styles only: React writes style attributes
 * (widths of progress, ratios of tiles), which a nonce cannot cover; scripts need the nonce.
 */
export function contentSecurityPolicy(nonce: string, reportPath: string | null): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    ...(reportPath ? [`report-uri ${reportPath}`] : []),
  ].join('; ')
}

/** The same on every answer, pages and procedures alike. HSTS only where TLS is the public door. */
export function securityHeaders(isPublicHttps: boolean): readonly (readonly [string, string])[] {
  return [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['x-frame-options', 'DENY'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ...(isPublicHttps ? [['strict-transport-security', 'max-age=31536000'] as const] : []),
  ]
}
