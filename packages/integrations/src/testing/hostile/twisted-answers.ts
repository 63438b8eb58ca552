import { badPictures } from './bad-pictures.ts'
import type { Answer, Behaviour, Exchange } from './hostile-proxy.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
/** Changes one value of an answer, anywhere in it. */
type Twist = (value: Json, name: string, exchange: Exchange) => Json

const isPicture = (answer: Answer) => (answer.headers['content-type'] ?? '').startsWith('image/')

function twisted(value: Json, twist: Twist, exchange: Exchange, name = ''): Json {
  const inner: Json = Array.isArray(value)
    ? value.map((entry) => twisted(entry, twist, exchange, name))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, entry]) => [key, twisted(entry, twist, exchange, key)]),
        )
      : value
  return twist(inner, name, exchange)
}

/** A vendor whose JSON is true but for one thing. */
function twist(name: string, change: Twist, { mayDeliver = false } = {}): Behaviour {
  return {
    name,
    mayDeliver,
    takesTime: true,
    answer: async (exchange) => {
      const answer = await exchange.forward()
      const json = parsed(answer.body)
      if (isPicture(answer) || json === undefined || answer.status >= 300)
        return exchange.send(answer)
      const changed = JSON.stringify(twisted(json, change, exchange))
      if (changed !== JSON.stringify(json)) exchange.misbehaved()
      exchange.send({ ...answer, body: Buffer.from(changed) })
    },
  }
}

function parsed(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString()) as Json
  } catch {
    return undefined
  }
}

const isAddress = (value: Json): value is string =>
  typeof value === 'string' && /^https?:\/\//.test(value)
const addressTo = (name: string, address: (exchange: Exchange, was: URL) => string) =>
  twist(name, (value, _name, exchange) =>
    isAddress(value) ? address(exchange, new URL(value)) : value,
  )

/** Places where a vendor may say that its result lies, or that its job is asked about. */
export const wrongAddresses: readonly Behaviour[] = [
  addressTo('addresses of another server', ({ tripwireUrl }) => `${tripwireUrl}/a.png`),
  addressTo('addresses on localhost by name', (_, was) => `http://localhost:${was.port}/a.png`),
  addressTo('addresses of the metadata service', () => 'http://169.254.169.254/latest/meta-data'),
  addressTo('addresses of a private network', () => 'http://10.0.0.1/a.png'),
  addressTo('addresses of the open internet, by http', () => 'http://files.example.com/a.png'),
  addressTo('addresses of a stranger', () => 'https://evil.example/a.png'),
  addressTo('addresses of files', () => 'file:///etc/passwd'),
  addressTo('addresses of sockets', () => 'unix:/var/run/docker.sock'),
  addressTo('addresses with a password', (_, was) => `http://user:pass@${was.host}${was.pathname}`),
  addressTo('addresses that hold the picture', () => 'data:image/png;base64,AAAA'),
  addressTo('addresses that are none', () => '\u202ehttps:/\\'),
]

const isList = (value: Json, name: string): value is Json[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  /^(data|images|image|output|results|choices|candidates|parts|content)$/.test(name)
const isName = (name: string) => /^(id|task_id|request_id|prediction_id)$/.test(name)
/** Stability says it by the HTTP status alone; the word beside it is nobody's to read. */
const isState = (value: Json, name: string): value is string =>
  typeof value === 'string' && /^(status|task_status)$/.test(name) && value !== 'in-progress'
let changes = 0
/** Ten thousand of the first of a list; of nothing, where that is a whole picture, for it must fit our own memory. */
function manyOf(list: Json[]): Json[] {
  const [first = null] = list
  const one = JSON.stringify(first).length < 1000 ? first : {}
  return Array.from({ length: 10_000 }, () => one)
}

/** Answers of the vendor's own shape that say something wrong. */
export const wrongWords: readonly Behaviour[] = [
  twist('no pictures', (value, name) => (isList(value, name) ? [] : value)),
  twist('two pictures', (value, name) => (isList(value, name) ? [...value, ...value] : value), {
    mayDeliver: true,
  }),
  twist('ten thousand pictures', (value, name) => (isList(value, name) ? manyOf(value) : value), {
    mayDeliver: true,
  }),
  twist(
    'another name for the job each time',
    (value, name) =>
      isName(name) && typeof value === 'string'
        ? value.replaceAll(/[0-9a-f]/g, () => String((changes += 1) % 10))
        : value,
    { mayDeliver: true },
  ),
  twist('names that are paths', (value, name) => (isName(name) ? '../../secrets?key=1' : value), {
    mayDeliver: true,
  }),
  twist('names that are objects', (value, name) => (isName(name) ? { $ne: '' } : value), {
    mayDeliver: true,
  }),
  twist('a job that never ends', (value, name) =>
    isState(value, name) ? (value === value.toUpperCase() ? 'RUNNING' : 'Pending') : value,
  ),
  twist('a state nobody knows', (value, name) => (isState(value, name) ? 'Ascended' : value)),
  ...(
    [
      ['huge', 1e300],
      ['negative', -5],
      ['fractional', 0.1],
      ['absurd', '1; DROP TABLE attempts'],
    ] as const
  ).map(([kind, figure]) =>
    twist(
      `a ${kind} cost`,
      (value, name) => (/cost|price|usage|tokens|credits|count/i.test(name) ? figure : value),
      { mayDeliver: true },
    ),
  ),
  ...(
    [
      ['huge', 1e300],
      ['negative', -5],
      ['fractional', 0.5],
      ['not a number', 'NaN'],
    ] as const
  ).map(([kind, figure]) =>
    twist(`a seed that is ${kind}`, (value, name) => (/^seed$/i.test(name) ? figure : value), {
      mayDeliver: true,
    }),
  ),
  twist('nothing but nulls', (value, name) => (name === '' ? value : null)),
  twist(
    'everything as text',
    (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
    { mayDeliver: true },
  ),
]

const isBase64 = (value: Json): value is string =>
  typeof value === 'string' && value.length > 200 && /^[A-Za-z0-9+/]+={0,2}$/.test(value)

/** The vendor's words are true, and the picture in them, or behind its address, is a bad one. */
export const badResults: readonly Behaviour[] = Object.entries(badPictures).map(
  ([name, picture]) => ({
    name,
    // Only who opens it finds out: the header is that of a picture.
    mayDeliver: true,
    takesTime: true,
    answer: async (exchange) => {
      const answer = await exchange.forward()
      if (isPicture(answer)) {
        exchange.misbehaved()
        return exchange.send({ ...answer, body: picture() })
      }
      const json = parsed(answer.body)
      if (json === undefined) return exchange.send(answer)
      const body = JSON.stringify(
        twisted(
          json,
          (value) => {
            if (!isBase64(value)) return value
            exchange.misbehaved()
            return picture().toString('base64')
          },
          exchange,
        ),
      )
      exchange.send({ ...answer, body: Buffer.from(body) })
    },
  }),
)

/** A true picture, wrongly named: what it is decides, and what was asked for. */
export const wrongLabels: readonly Behaviour[] = [
  {
    name: 'a picture of another kind than was asked for',
    mayDeliver: true,
    takesTime: true,
    answer: async (exchange) => {
      const answer = await exchange.forward()
      if (!isPicture(answer)) return exchange.send(answer)
      exchange.misbehaved()
      exchange.send({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } })
    },
  },
  {
    name: 'a picture with an error before it',
    takesTime: true,
    answer: async (exchange) => {
      const answer = await exchange.forward()
      exchange.misbehaved()
      exchange.send({ ...answer, status: 500 })
    },
  },
]
