type ApiErrorFacts = {
  code: string
  params: Record<string, unknown>
  /** Paths of the input's wrong fields, for the form. */
  fields: string[]
  /** What to give to support. */
  requestId: string | null
}

/**
 * The facts inside whatever a call threw. The server puts `reason`, `params`, `fields` and
 * `requestId` into an error's data; an error without data never reached the server.
 */
export function readApiError(error: unknown): ApiErrorFacts {
  const data = field(error, 'data')
  if (data === undefined || data === null)
    return { code: 'OFFLINE', params: {}, fields: [], requestId: null }
  const reason = field(data, 'reason')
  const params = field(data, 'params')
  const fields = field(data, 'fields')
  const requestId = field(data, 'requestId')
  return {
    code: typeof reason === 'string' ? reason : 'INTERNAL',
    params: typeof params === 'object' && params !== null ? { ...params } : {},
    fields: Array.isArray(fields) ? fields.map((issue) => String(field(issue, 'path'))) : [],
    requestId: typeof requestId === 'string' ? requestId : null,
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Reflect.get(value, name)
    : undefined
}
