/** A refusal in Stripe's own form. `isSaved` tells whether it is kept under the idempotency key. */
export type StripeRefusal = {
  status: number
  isSaved: boolean
  error: { type: string; message: string; code?: string; param?: string }
}

export function invalidRequest(
  message: string,
  more: { code?: string; param?: string; status?: number; isSaved?: boolean } = {},
): StripeRefusal {
  const { status = 400, isSaved = false, ...rest } = more
  return { status, isSaved, error: { type: 'invalid_request_error', message, ...rest } }
}

export function missing(object: string, id: string, param = 'id'): StripeRefusal {
  return invalidRequest(`No such ${object}: '${id}'`, {
    status: 404,
    code: 'resource_missing',
    param,
  })
}

export const keysDiffer: StripeRefusal = {
  status: 400,
  isSaved: false,
  error: {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
  },
}
