import type { ServerResponse } from 'node:http'

/** Answers JSON, never cached. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(JSON.stringify(body))
}

/** Answers a page that may load nothing but what carries its nonce. */
export function sendPage(
  response: ServerResponse,
  page: { status?: number; html: string; nonce: string; formTargets?: readonly string[] },
): void {
  const forms = ["'self'", ...(page.formTargets ?? [])].join(' ')
  response.writeHead(page.status ?? 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${page.nonce}'; script-src 'nonce-${page.nonce}'; img-src data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    vary: 'accept-language',
  })
  response.end(page.html)
}
