import type { z } from 'zod'
import { GatewayError } from './gateway-error.ts'

/**
 * What a gateway must refuse is refused before it is sent, by every adapter alike.
 * @throws GatewayError GATEWAY_REFUSED
 */
export function checked<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new GatewayError('GATEWAY_REFUSED')
  return parsed.data
}
