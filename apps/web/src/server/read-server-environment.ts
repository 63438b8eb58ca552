import { readFileSync } from 'node:fs'

export type ServerEnvironment = {
  mode: 'demo' | 'production' | 'test'
  port: number
  host: string
  tls: { cert: Buffer; key: Buffer } | null
  isPublicHttps: boolean
}

/** What the server itself needs, read once; a wrong value says how to mend it. */
export function readServerEnvironment(env: Record<string, string | undefined>): ServerEnvironment {
  const mode = env.AETHERFLOW_MODE ?? 'demo'
  if (mode !== 'demo' && mode !== 'production' && mode !== 'test')
    throw new Error(`AETHERFLOW_MODE is "${mode}"; set it to demo, production or test`)
  const port = Number(env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is "${env.PORT ?? ''}"; set it to a number from 0 to 65535`)
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = env
  if (Boolean(cert) !== Boolean(key))
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE belong together; set both or none')
  return {
    mode,
    port,
    host: env.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    tls: cert && key ? { cert: readFileSync(cert), key: readFileSync(key) } : null,
    isPublicHttps: env.PUBLIC_URL?.startsWith('https://') ?? false,
  }
}
