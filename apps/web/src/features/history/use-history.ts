'use client'
import type { ListedTasks } from '@aetherflow/api/tasks/list-schemas'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { useLiveList } from '../live/live-tasks.tsx'
import { fitsFilter, type HistoryFilter, inputOfFilter, queryOfFilter } from './history-filter.ts'

const pageSize = 48

/** The viewer's tasks under a filter, newest first, a page at a time. */
export function useHistory(
  filter: HistoryFilter,
  initial: { query: string; page: ListedTasks | undefined },
) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const isInitial = initial.query === queryOfFilter(filter) && initial.page !== undefined
  const query = useInfiniteQuery({
    queryKey: [...trpc.tasks.list.queryKey(), 'history', queryOfFilter(filter)],
    queryFn: ({ pageParam, signal }) =>
      client.tasks.list.query(
        {
          limit: pageSize,
          ...inputOfFilter(filter),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ tasks, more }: ListedTasks) => (more ? (tasks.at(-1)?.id ?? null) : null),
    placeholderData: keepPreviousData,
    ...(isInitial && initial.page
      ? { initialData: { pages: [initial.page], pageParams: [null] } }
      : {}),
  })
  const read = useMemo(() => query.data?.pages.flatMap((page) => page.tasks) ?? [], [query.data])
  const tasks = useLiveList(read).filter((task) => fitsFilter(task, filter))
  return { tasks, query }
}
