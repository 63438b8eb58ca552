import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { RequestCtx } from './context.ts'
import { asDomainError, type ErrorParams } from './domain-error.ts'
import type { ErrorCode } from './error-codes.ts'

/** One wrong field of an input: where, and zod's code for what. The value is never repeated. */
type FieldIssue = { path: string; issue: string }

export type PublicError = Omit<TRPCDefaultErrorShape, 'data'> & {
  data: {
    code: TRPCError['code']
    httpStatus: number
    path: string | undefined
    /** What the client translates. */
    reason: ErrorCode
    params: ErrorParams
    fields: FieldIssue[] | null
    requestId: string | null
  }
}

/** What leaves the house of an error: code and public parameters, never a message or a stack. */
export function describeError(
  shape: TRPCDefaultErrorShape,
  error: TRPCError,
  ctx: RequestCtx | undefined,
): PublicError {
  const domain = asDomainError(error.cause)
  const reason = domain?.code ?? reasonOf(error)
  return {
    code: shape.code,
    message: reason,
    data: {
      code: error.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      reason,
      params: domain?.params ?? {},
      fields: fieldIssues(error),
      requestId: ctx?.requestId ?? null,
    },
  }
}

function reasonOf(error: TRPCError): ErrorCode {
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'INTERNAL'
  if (error.code === 'NOT_FOUND') return 'NOT_FOUND'
  if (error.code === 'TOO_MANY_REQUESTS') return 'TOO_MANY_REQUESTS'
  return 'INPUT_INVALID'
}

// A failed output schema is ours, not the client's: only a BAD_REQUEST speaks about fields.
function fieldIssues(error: TRPCError): FieldIssue[] | null {
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.ZodError)) return null
  return error.cause.issues
    .slice(0, 20)
    .map(({ path, code }) => ({ path: path.join('.'), issue: code }))
}
