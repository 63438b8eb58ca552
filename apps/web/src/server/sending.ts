import type { ServerResponse } from 'node:http'
import type { Deps } from '@aetherflow/api/deps'

/** Pictures of one owner that are on their way at once, and how many more requests may wait for one of them to end. */
const perOwner = 8
const maxWaiting = 64
/** What all pictures on their way may hold in memory: who reads slowly holds them for as long. */
const maxBytes = 512 * 1024 * 1024
/** Somebody who takes less than this is not reading. */
const slowestBytesPerSecond = 32 * 1024
const patienceMs = 30_000

type Owner = { sending: number; waiting: (() => void)[] }
type Sending = { owners: Map<string, Owner>; bytes: number }

// Per process, as memory is.
const underWay = new WeakMap<Deps, Sending>()

/**
 * Waits for the owner's turn to have a picture read and sent; the turn ends when the response does. False when too many
 * wait already, or nobody waits for the answer any more.
 */
export async function takeSendingTurn(
  deps: Deps,
  ownerId: string,
  response: ServerResponse,
): Promise<boolean> {
  const { owners } = sendingOf(deps)
  const owner = owners.get(ownerId) ?? { sending: 0, waiting: [] }
  owners.set(ownerId, owner)
  if (owner.sending < perOwner) owner.sending += 1
  else if (owner.waiting.length >= maxWaiting) return false
  else await new Promise<void>((resolve) => owner.waiting.push(resolve))
  const end = () => {
    const next = owner.waiting.shift()
    if (next !== undefined) return next()
    owner.sending -= 1
    if (owner.sending === 0) owners.delete(ownerId)
  }
  if (response.closed) {
    end()
    return false
  }
  response.once('close', end)
  return true
}

/**
 * Counts bytes that are about to be sent until their response ends, and ends it by force when nobody reads them. False
 * when there is no memory for them now.
 */
export function admitBytes(deps: Deps, bytes: number, response: ServerResponse): boolean {
  const sending = sendingOf(deps)
  if (sending.bytes + bytes > maxBytes || response.closed) return false
  sending.bytes += bytes
  const limitMs = patienceMs + (bytes / slowestBytesPerSecond) * 1000
  const timer = setTimeout(() => response.destroy(), limitMs).unref()
  response.once('close', () => {
    clearTimeout(timer)
    sending.bytes -= bytes
  })
  return true
}

function sendingOf(deps: Deps): Sending {
  const known = underWay.get(deps)
  if (known !== undefined) return known
  const sending: Sending = { owners: new Map(), bytes: 0 }
  underWay.set(deps, sending)
  return sending
}
