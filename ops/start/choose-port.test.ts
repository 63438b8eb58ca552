import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { choosePort } from './choose-port.ts'

const open: Server[] = []
afterEach(() =>
  Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done)))),
)

const host = '127.0.0.1'
async function occupied(): Promise<number> {
  const server = createServer()
  open.push(server)
  await new Promise<void>((done) => server.listen(0, host, done))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

it('takes the next free port when the usual one is taken', async () => {
  const number = await occupied()
  const chosen = await choosePort({ name: 'PORT', number, exact: false, host })
  expect(chosen).toBeGreaterThan(number)
})

it('leaves out ports that are promised to somebody else', async () => {
  const number = await choosePort({ name: 'PORT', number: 0, exact: true, host })
  const chosen = await choosePort({ name: 'PORT', number, exact: false, host, taken: [number] })
  expect(chosen).toBeGreaterThan(number)
})

it('refuses when the very port that was asked for is taken', async () => {
  const number = await occupied()
  await expect(choosePort({ name: '--port', number, exact: true, host })).rejects.toThrow(
    `Port ${number} is taken`,
  )
})

it('gives a real port for 0', async () => {
  expect(await choosePort({ name: 'PORT', number: 0, exact: true, host })).toBeGreaterThan(1023)
})

it('says so when the host is not of this machine', async () => {
  await expect(
    choosePort({ name: 'PORT', number: 0, exact: true, host: '192.0.2.1' }),
  ).rejects.toThrow('not an address')
})
