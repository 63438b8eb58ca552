import type { WebEnvironment } from './web-environment.ts'

const slot: unique symbol = Symbol.for('aetherflow.environment')

/** What pages need of the environment. */
export type PageEnvironment = Pick<WebEnvironment, 'NEXTAUTH_SECRET' | 'SIMULATOR_URL'>

/** The environment is read and checked once, by the server; pages, which Next bundles apart, find it here. */
export function keepEnvironment({ NEXTAUTH_SECRET, SIMULATOR_URL }: PageEnvironment): void {
  Reflect.set(globalThis, slot, { NEXTAUTH_SECRET, SIMULATOR_URL })
}

export function readEnvironment(): PageEnvironment {
  const environment: PageEnvironment | undefined = Reflect.get(globalThis, slot)
  if (environment === undefined) throw new Error('the server has not read its environment yet')
  return environment
}
