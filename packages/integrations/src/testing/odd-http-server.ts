import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { listen } from './listen.ts'

export type SeenRequest = {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export type OddServer = { url: string; seen: SeenRequest[]; [Symbol.asyncDispose](): Promise<void> }

/** An HTTP server that reads each request whole and then answers as the test says, well or badly. */
export async function oddHttpServer(
  answer: (response: ServerResponse, request: SeenRequest) => void,
): Promise<OddServer> {
  const seen: SeenRequest[] = []
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { method = '', url = '', headers } = request
      const whole = { method, url, headers, body: Buffer.concat(chunks) }
      seen.push(whole)
      answer(response, whole)
    })
  })
  const { port, [Symbol.asyncDispose]: dispose } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, seen, [Symbol.asyncDispose]: dispose }
}

/** A bare TCP server, for answers that no HTTP library would write. */
export async function oddTcpServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; [Symbol.asyncDispose](): Promise<void> }> {
  return listen(createTcpServer(onConnection))
}
