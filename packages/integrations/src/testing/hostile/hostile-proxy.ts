import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { listen } from '../listen.ts'

/** What the true vendor (the simulator) said. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer }

export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  socket: Socket
  /** The request's credential, as it came. */
  credential: string
  /** Asks the true vendor; the names of places in its answer are the proxy's own. */
  forward(): Promise<Answer>
  /** Sends an answer as it is. */
  send(answer: Answer): void
  /** Another server of the same machine, which nobody may ever call. */
  tripwireUrl: string
  /** Says that this time the vendor really misbehaved. */
  misbehaved(): void
}

/** One way to be a bad vendor. */
export type Behaviour = {
  name: string
  /** Some adapters may well find a whole picture in it; without this none may. */
  mayDeliver?: boolean
  /** The true vendor is asked first, and needs time to draw. */
  takesTime?: boolean
  answer(exchange: Exchange): void | Promise<void>
}

export type HostileProxy = AsyncDisposable & {
  url: string
  behave(behaviour: Behaviour | null): void
  /** Requests that ended up where none may go. */
  tripped: string[]
  /** Whether the behaviour showed at all since it was set. */
  hasMisbehaved(): boolean
}

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
])

/** Stands between our adapters and the simulator, and spoils whatever passes. */
export async function hostileProxy(target: string): Promise<HostileProxy> {
  let behaviour: Behaviour | null = null
  let misbehaved = false
  let turn = 0
  const tripped: string[] = []
  const tripwire = createServer((request, response) => {
    tripped.push(`${request.method} ${request.url}`)
    response.end('caught')
  })
  const wire = await listen(tripwire)
  const server = createServer({ joinDuplicateHeaders: false }, (request, response) => {
    const read = bodyOf(request)
    const begunIn = turn
    const exchange: Exchange = {
      request,
      response,
      socket: request.socket,
      credential: credentialOf(request),
      forward: async () => forwarded(target, request, await read),
      send: (answer) => send(response, answer),
      tripwireUrl: `http://127.0.0.1:${wire.port}`,
      // A request that outlived its behaviour says nothing about the next one.
      misbehaved: () => {
        if (begunIn === turn) misbehaved = true
      },
    }
    const act = behaviour === null ? passOn(exchange) : behaviour.answer(exchange)
    Promise.resolve(act).catch(() => request.socket.destroy())
  })
  server.requestTimeout = 0
  const proxy = await listen(server)
  return {
    url: `http://127.0.0.1:${proxy.port}`,
    behave: (next) => {
      behaviour = next
      misbehaved = false
      turn += 1
      tripped.length = 0
    },
    tripped,
    hasMisbehaved: () => misbehaved,
    async [Symbol.asyncDispose]() {
      await Promise.all([proxy[Symbol.asyncDispose](), wire[Symbol.asyncDispose]()])
    },
  }
}

async function passOn({ forward, send }: Exchange): Promise<void> {
  send(await forward())
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function credentialOf({ headers }: IncomingMessage): string {
  const { authorization, 'x-key': key, 'x-goog-api-key': googleKey } = headers
  return [authorization, key, googleKey].filter((text) => text !== undefined).join(' ')
}

async function forwarded(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && name !== 'host' && !hopByHop.has(name))
      headers.set(name, value)
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  })
  const kept = [...answer.headers].filter(([name]) => !hopByHop.has(name))
  const bytes = Buffer.from(await answer.arrayBuffer())
  const own = `http://${request.headers.host ?? ''}`
  const isJson = (answer.headers.get('content-type') ?? '').includes('json')
  const renamed = isJson ? Buffer.from(bytes.toString().replaceAll(target, own)) : bytes
  return { status: answer.status, headers: Object.fromEntries(kept), body: renamed }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body)
}
