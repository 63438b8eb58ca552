'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../../trpc/client.tsx'

/** One resource of the viewer's, read anew whenever a step that needs it opens. */
export function useResource(resourceId: string, initial?: ResourceView) {
  const trpc = useTRPC()
  return useQuery({
    ...trpc.gateway.resource.queryOptions({ resourceId }),
    initialData: initial,
    staleTime: 0,
    // A newer key is verified within seconds.
    refetchInterval: ({ state }) => (state.data?.newerKey?.state === 'verifying' ? 1_000 : false),
    refetchOnWindowFocus: false,
  })
}
