import type { z } from 'zod'

export type DescribedProcedure = {
  path: string
  type: 'query' | 'mutation' | 'subscription'
  policy: string | undefined
  inputs: readonly z.ZodType[]
  output: z.ZodType | undefined
}

type Definition = Omit<DescribedProcedure, 'path' | 'policy'> & { meta?: { policy?: string } }

/** What a router says about each of its procedures. At run time they lie flat, by their whole path. */
export function proceduresOf(router: { _def: { procedures: object } }): DescribedProcedure[] {
  const flat = Object.entries(router._def.procedures) as [string, { _def: Definition }][]
  return flat.map(([path, { _def }]) => ({
    path,
    type: _def.type,
    policy: _def.meta?.policy,
    inputs: _def.inputs,
    output: _def.output,
  }))
}

/** The fields of an input that is an object. */
export function fieldsOf(input: z.ZodType | undefined): string[] {
  return input !== undefined && 'shape' in input ? Object.keys(input.shape as object) : []
}
