import { startSimulator } from '../start-simulator.ts'
import type { Simulator, SimulatorOptions } from '../start-simulator.ts'

export const sandboxSecret = 'a-sandbox-secret-of-the-tests-0123456789'
export const sandboxMerchant = 'aetherflow-test'

export type TestSimulator = Simulator &
  AsyncDisposable & {
    /** Posts a generate form; fields left undefined are left out. */
    generate(
      endpoint: string,
      fields: Record<string, string | Blob>,
      headers?: Record<string, string>,
    ): Promise<Response>
    /** A v1 account call. */
    account(path: string, key?: string): Promise<Response>
  }

/** A simulator on a free port that closes with its scope. */
export async function withSimulator(
  options: Partial<SimulatorOptions> = {},
): Promise<TestSimulator> {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret,
    sandboxMerchant,
    callbackRetryMs: [5, 10, 20],
    ...options,
  })
  return {
    ...simulator,
    generate(endpoint, fields, headers = {}) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      return fetch(`${simulator.stabilityUrl}/v2beta/stable-image/generate/${endpoint}`, {
        method: 'POST',
        body: form,
        headers: { authorization: 'Bearer sk-sim-0123456789', accept: 'image/*', ...headers },
      })
    },
    account: (path, key) =>
      fetch(`${simulator.stabilityUrl}${path}`, {
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      }),
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}
