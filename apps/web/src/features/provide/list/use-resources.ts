'use client'
import type { listResourcesOutput } from '@aetherflow/api/gateway/schemas'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'

export type ResourcePage = z.infer<typeof listResourcesOutput>

const briskMs = 3_000
const calmMs = 15_000

/** The viewer's resources, newest first; looked at more often while one is being verified or is at work. */
export function useResources(initial: ResourcePage | undefined) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...trpc.gateway.resources.pathKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.gateway.resources.query(pageParam === null ? {} : { before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.resources.at(-1)?.id ?? null) : null),
    initialData: initial && { pages: [initial], pageParams: [null] },
    refetchInterval: ({ state }) => {
      const shown = state.data?.pages.flatMap((page) => page.resources) ?? []
      return shown.some(({ status, inFlight }) => status === 'verifying' || inFlight > 0)
        ? briskMs
        : calmMs
    },
  })
}
