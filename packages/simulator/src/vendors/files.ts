import { randomBytes } from 'node:crypto'
import type { PictureRequest } from '../art/draw-picture.ts'
import type { Exchange, Route } from '../http/router.ts'
import type { World } from '../world.ts'
import { sendAnswer } from './send-answer.ts'

const LIVES_MS = 10 * 60_000
const KEPT = 2000
const FILE = /^\/files\/([a-f0-9]{32})\.(png|jpeg|webp)$/

export type Files = {
  /** The address of a picture that is drawn when it is fetched; it works for ten minutes. */
  address(exchange: Exchange, picture: PictureRequest, key: string): string
  route: Route
  clear(): void
}

/** Results under `/<vendor>/files/…`: whoever has the address may read it, and whoever brings a credential is told off. */
export function createFiles(world: World, vendor: string): Files {
  const files = new Map<string, { picture: PictureRequest; key: string; until: number }>()
  return {
    address({ request }, picture, key) {
      const token = randomBytes(16).toString('hex')
      files.set(token, { picture, key, until: world.now() + LIVES_MS })
      const [oldest] = files.keys()
      if (files.size > KEPT && oldest !== undefined) files.delete(oldest)
      return `http://${request.headers.host ?? 'localhost'}/${vendor}/files/${token}.${picture.format}`
    },
    route: {
      method: 'GET',
      path: FILE,
      handle: async (exchange) => {
        const {
          authorization,
          'x-key': xKey,
          'x-goog-api-key': googleKey,
        } = exchange.request.headers
        if ([authorization, xKey, googleKey].some((credential) => credential !== undefined))
          return sendAnswer(exchange, plain(400, 'a key was sent where none belongs'), undefined)
        const file = files.get(exchange.params[0] ?? '')
        if (!file || file.until < world.now())
          return sendAnswer(exchange, plain(404, 'expired'), undefined)
        const fault = world.scenarios.take({ vendor, key: file.key, kind: 'file' })?.fault
        if (fault === 'job-lost') return sendAnswer(exchange, plain(404, 'expired'), undefined)
        if (fault === 'server-error')
          return sendAnswer(exchange, plain(503, 'try again'), undefined)
        const bytes = await world.draw(file.picture)
        const headers = { 'content-type': `image/${file.picture.format}` }
        await sendAnswer(exchange, { status: 200, body: bytes, headers }, fault)
      },
    },
    clear: () => files.clear(),
  }
}

const plain = (status: number, text: string) => ({
  status,
  body: Buffer.from(text),
  headers: { 'content-type': 'text/plain' },
})
