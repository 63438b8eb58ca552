import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { ServerEnvironment } from './read-server-environment.ts'

/** Opens the port and says under which address it can be reached from this machine. */
export async function listen(
  listener: RequestListener,
  { tls, host, port }: ServerEnvironment,
): Promise<{ server: Server; url: string }> {
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const name =
    host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return { server, url: `${tls ? 'https' : 'http'}://${name}:${bound}` }
}

/** No new connections, a moment for what is running, then an end: open event streams would wait for ever. */
export async function closeServer(server: Server, graceMs = 3000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}
