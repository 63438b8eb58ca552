import type { AddressInfo, Server, Socket } from 'node:net'

/** A server on a free port of 127.0.0.1, closed with its connections at the end of a `using` block. */
export type Listening = { port: number; [Symbol.asyncDispose](): Promise<void> }

/** Starts any TCP-based server; disposing also ends connections that a test left hanging on purpose. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
