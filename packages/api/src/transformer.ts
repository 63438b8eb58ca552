import superjson from 'superjson'

const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * superjson, which carries bigint and Date, behind a look at what came in: a name that means something to
 * JavaScript's objects is refused wherever it stands, before anything is built from it.
 */
export const transformer = {
  serialize: (value: unknown) => superjson.serialize(value),
  deserialize(wire: Parameters<typeof superjson.deserialize>[0]): unknown {
    refuseReserved(wire)
    return superjson.deserialize(wire)
  },
}

// No recursion: depth is the sender's choice.
function refuseReserved(wire: unknown): void {
  const open: unknown[] = [wire]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    for (const [name, value] of Object.entries(node)) {
      if (reserved.has(name)) throw new TypeError('a reserved name in the input')
      open.push(value)
    }
  }
}
