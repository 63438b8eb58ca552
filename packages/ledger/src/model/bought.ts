import type { User } from './ledger-model.ts'

/** Bought credits of one order (null: given by hand), and how many are still there. */
export type Bought = { orderId: string | null; left: bigint }
/** Which of a user's bought lots something was paid with, in the order of taking. */
export type Taken = { lot: Bought; amount: bigint }[]

/** Credits arrive in `available`. */
export function buy(user: User, orderId: string | null, amount: bigint): void {
  user.available += amount
  const own = user.bought.find((lot) => orderId !== null && lot.orderId === orderId)
  if (own === undefined) user.bought.push({ orderId, left: amount })
  else own.left += amount
}

/** Takes from `available`: from the lot of `orderId` first, then first in, first out. */
export function take(user: User, amount: bigint, orderId: string | null): Taken {
  const own = user.bought.filter((lot) => orderId !== null && lot.orderId === orderId)
  const taken: Taken = []
  let missing = amount
  for (const lot of [...own, ...user.bought]) {
    const part = missing < lot.left ? missing : lot.left
    if (part === 0n) continue
    lot.left -= part
    missing -= part
    taken.push({ lot, amount: part })
  }
  if (missing > 0n) throw new Error('what is taken must be there')
  user.available -= amount
  return taken
}

/** Gives back what was taken, the last first; what is more than that goes to the lot of `orderId`. */
export function giveBack(user: User, taken: Taken, amount: bigint, orderId: string | null): void {
  let rest = amount
  for (let last = taken.at(-1); rest > 0n && last !== undefined; last = taken.at(-1)) {
    const part = rest < last.amount ? rest : last.amount
    last.lot.left += part
    last.amount -= part
    rest -= part
    if (last.amount === 0n) taken.pop()
  }
  user.available += amount - rest
  if (rest > 0n) buy(user, orderId, rest)
}

/** How much of what was taken came from an order. */
export function takenFrom(taken: Taken, orderId: string): bigint {
  return taken.reduce((sum, { lot, amount }) => sum + (lot.orderId === orderId ? amount : 0n), 0n)
}
