import type { Deps } from '@aetherflow/api/deps'

const slot: unique symbol = Symbol.for('aetherflow.deps')

/** The one Deps object of this process. The server makes it; Next's bundle, which loads the API a second time, reads it. */
export function keepDeps(deps: Deps): void {
  Reflect.set(globalThis, slot, deps)
}

export function readDeps(): Deps {
  const deps: Deps | undefined = Reflect.get(globalThis, slot)
  if (deps === undefined) throw new Error('the server has not made its dependencies yet')
  return deps
}
