import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { generate } from 'selfsigned'

export type Tls = { certFile: string; keyFile: string }

const DAY_MS = 86_400_000
const VALID_DAYS = 365

/** A self-signed certificate for these names, kept in the data folder and renewed in its last month. */
export async function ensureTls(dataDir: string, names: readonly string[]): Promise<Tls> {
  const folder = path.join(dataDir, 'tls')
  const tls = {
    certFile: path.join(folder, 'certificate.pem'),
    keyFile: path.join(folder, 'key.pem'),
  }
  if (await stillGood(tls.certFile, names)) return tls
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const made = await generate([{ name: 'commonName', value: 'Aetherflow, self-signed' }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [{ name: 'subjectAltName', altNames: names.map(alternativeName) }],
  })
  await writeFile(tls.keyFile, made.private, { mode: 0o600 })
  await writeFile(tls.certFile, made.cert, { mode: 0o600 })
  return tls
}

async function stillGood(file: string, names: readonly string[]): Promise<boolean> {
  try {
    const certificate = new X509Certificate(await readFile(file))
    const lasts = certificate.validToDate.getTime() > Date.now() + 30 * DAY_MS
    return (
      lasts &&
      names.every(
        (name) =>
          (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined,
      )
    )
  } catch {
    return false
  }
}

const isAddress = (name: string) => /^[\d.]+$/.test(name) || name.includes(':')

function alternativeName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name }
}
