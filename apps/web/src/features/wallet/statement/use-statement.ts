'use client'
import type { statementOutput } from '@aetherflow/api/wallet/statement-schemas'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { typesOfFilter } from './statement-filters.ts'
import { spanOf, type StatementQuery } from './statement-query.ts'

export type StatementPage = z.infer<typeof statementOutput>

/** The statement in pages by key, newest first; `initial` is the first page that the server read. */
export function useStatement(query: StatementQuery, initial: StatementPage | undefined) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...trpc.wallet.statement.pathKey(), query],
    queryFn: ({ pageParam, signal }) =>
      client.wallet.statement.query(
        {
          types: typesOfFilter(query.filter),
          ...spanOf(query, new Date()),
          ...(query.about !== '' && { about: query.about }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as bigint | null,
    getNextPageParam: (last) => (last.more ? (last.lines.at(-1)?.id ?? null) : null),
    initialData: initial && { pages: [initial], pageParams: [null] },
  })
}
