'use client'
import type { listOrdersOutput } from '@aetherflow/api/wallet/schemas'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'

export type OrderPage = z.infer<typeof listOrdersOutput>

/** The viewer's orders in pages by key, newest first; `initial` is the first page that the server read. */
export function useOrders(initial: OrderPage | undefined) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...trpc.wallet.orders.pathKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.wallet.orders.query(pageParam === null ? {} : { before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.orders.at(-1)?.id ?? null) : null),
    initialData: initial && { pages: [initial], pageParams: [null] },
  })
}
