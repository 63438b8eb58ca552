import { Secret } from '@aetherflow/crypto/secret'
import type { PaymentGateway } from './payment-gateway.ts'
import { createSandboxGateway } from './sandbox/create-sandbox-gateway.ts'

/** What each gateway needs; one whose settings are missing is not open. */
export type GatewaySettings = {
  sandbox?: {
    baseUrl: string | undefined
    merchant: string | undefined
    secret: string | undefined
  }
}

/**
 * The gateways that are open in this process, by id.
 * @throws TypeError for a short secret or a wrong address: a gateway with a weak secret must not open
 */
export function createGateways(settings: GatewaySettings): ReadonlyMap<string, PaymentGateway> {
  const { baseUrl, merchant, secret } = settings.sandbox ?? {}
  if (baseUrl === undefined || merchant === undefined || secret === undefined) return new Map()
  const sandbox = createSandboxGateway({ baseUrl, merchant, secret: new Secret(secret) })
  return new Map([[sandbox.id, sandbox]])
}
