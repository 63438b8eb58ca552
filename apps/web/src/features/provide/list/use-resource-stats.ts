'use client'
import type { ResourceStats } from '@aetherflow/api/tasks/receipt-schemas'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../../trpc/client.tsx'

export type { ResourceStats }

const everyMs = 30_000
const most = 50

/** How the resources did over 30 days; undefined while that is not known, which the list can do without. */
export function useResourceStats(
  resourceIds: readonly string[],
  initial: readonly ResourceStats[] | undefined,
): readonly ResourceStats[] | undefined {
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.tasks.resourceStats.queryOptions({ resourceIds: resourceIds.slice(0, most) }),
    enabled: resourceIds.length > 0,
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })
  return data?.resources ?? initial
}
