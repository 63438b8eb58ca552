import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createDeliveries } from './create-deliveries.ts'
import type { Message } from './message.ts'

type Shop = AsyncDisposable & {
  url: string
  bodies: string[]
  most: number
  received(count: number): Promise<void>
}

/** A shop that says what it was asked to say, then "success", and counts how many it serves at once. */
async function openShop(answers: string[] = [], holdMs = 0): Promise<Shop> {
  let arrived = () => {}
  let now = 0
  const shop = { url: '', bodies: [] as string[], most: 0 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    now += 1
    shop.most = Math.max(shop.most, now)
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        shop.bodies.push(Buffer.concat(chunks).toString())
        setTimeout(() => {
          now -= 1
          response.end(answers.shift() ?? 'success')
          arrived()
        }, holdMs)
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(shop, {
    async received(count: number) {
      while (shop.bodies.length < count) await new Promise<void>((resolve) => (arrived = resolve))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}

function message(url: string, name: string): Message {
  let tries = 0
  return {
    url,
    retryMs: [1, 1],
    write: () => ({ body: `${name}#${(tries += 1)}`, headers: {} }),
    forge: (forgery) =>
      forgery === 'weak-sign-type' ? null : { body: `${name} ${forgery}`, headers: {} },
    isAccepted: (status, body) => status === 200 && body === 'success',
  }
}

describe('deliveries', () => {
  it('are repeated on the message’s schedule until it is accepted, written anew each time', async () => {
    await using shop = await openShop(['fail', 'successful'])
    createDeliveries().send(message(shop.url, 'a'))
    await shop.received(3)
    expect(shop.bodies).toEqual(['a#1', 'a#2', 'a#3'])
  })

  it('end with the schedule', async () => {
    await using shop = await openShop(['no', 'no', 'no', 'no', 'no'])
    const deliveries = createDeliveries()
    deliveries.send(message(shop.url, 'a'))
    await shop.received(3)
    deliveries.send(message(shop.url, 'b'))
    await shop.received(6)
    expect(shop.bodies.filter((body) => body.startsWith('a'))).toHaveLength(3)
  })

  it('are lost with no copies, but for what a forger sends', async () => {
    await using shop = await openShop()
    const deliveries = createDeliveries()
    deliveries.setHabits({ copies: 0, forge: ['empty-key', 'weak-sign-type'] })
    deliveries.send(message(shop.url, 'a'))
    deliveries.setHabits({ copies: 1, forge: [] })
    deliveries.send(message(shop.url, 'b'))
    await shop.received(2)
    expect(new Set(shop.bodies)).toEqual(new Set(['a empty-key', 'b#1']))
  })

  it('arrive in another order when they are shuffled', async () => {
    await using shop = await openShop()
    const deliveries = createDeliveries()
    deliveries.setHabits({ shuffle: true, delayMs: 60 })
    const names = Array.from({ length: 40 }, (_, index) => `m${index}`)
    for (const name of names) deliveries.send(message(shop.url, name))
    await shop.received(40)
    const order = shop.bodies.map((body) => body.replace('#1', ''))
    expect(new Set(order)).toEqual(new Set(names))
    expect(order).not.toEqual(names)
  })

  it('never reach a shop more than 64 at a time', async () => {
    await using shop = await openShop([], 5)
    const deliveries = createDeliveries()
    for (let index = 0; index < 200; index += 1) deliveries.send(message(shop.url, `m${index}`))
    await shop.received(200)
    expect(shop.most).toBeGreaterThan(1)
    expect(shop.most).toBeLessThanOrEqual(64)
  })

  it('stop with a reset, which also forgets the habits', async () => {
    await using shop = await openShop()
    const deliveries = createDeliveries()
    deliveries.setHabits({ copies: 3, delayMs: 50 })
    deliveries.send(message(shop.url, 'a'))
    deliveries.clear()
    deliveries.send(message(shop.url, 'b'))
    await shop.received(1)
    expect(shop.bodies).toEqual(['b#1'])
  })
})
