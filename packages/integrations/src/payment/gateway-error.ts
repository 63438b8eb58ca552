export type GatewayErrorCode = 'GATEWAY_UNREACHABLE' | 'GATEWAY_REFUSED' | 'GATEWAY_UNKNOWN'

/** Recognised by its `code`, never by its class. */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly code: GatewayErrorCode
  constructor(code: GatewayErrorCode) {
    super(code)
    this.code = code
  }
}
