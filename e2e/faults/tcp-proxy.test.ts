import { createServer, type AddressInfo, type Server, connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** Answers every line with itself, and remembers what it was asked. */
const heard: string[] = []
let server: Server
let proxy: TcpProxy
beforeAll(async () => {
  server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .on('data', (asked) => {
        heard.push(asked.toString())
        socket.write(asked)
      }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy = await startTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
})
afterAll(async () => {
  await proxy.close()
  server.close()
})

async function ask(text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  socket.on('error', () => undefined)
  socket.write(text)
  const answer = await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.destroy()
  return answer[0] instanceof Buffer ? answer[0].toString() : 'closed'
}

it('passes on what is asked and answered', async () => {
  expect(await ask('one')).toBe('one')
})

it('loses one answer after the deed is done, and no other', async () => {
  const lost = proxy.loseAnswerTo((asked) => asked.includes('commit'))
  expect(await ask('begin')).toBe('begin')
  expect(await ask('commit')).toBe('closed')
  await lost
  expect(heard.at(-1)).toBe('commit')
  expect(await ask('commit')).toBe('commit')
})

it('takes nobody while it refuses', async () => {
  proxy.refuse()
  expect(await ask('two')).toBe('closed')
  proxy.heal()
  expect(await ask('three')).toBe('three')
})
