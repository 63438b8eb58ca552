'use client'
import type { RunView } from '@aetherflow/api/tasks/schemas'
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { useLiveStore } from '../live/live-tasks.tsx'

type Page = { runs: RunView[]; more: boolean }
export type InitialRuns = Page | undefined

const pageSize = 12

/** The viewer's runs, newest first; one that was begun elsewhere appears by itself. */
export function useRuns(initial: InitialRuns, isSending: boolean) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const key = useMemo(() => [...trpc.tasks.runs.queryKey(), 'studio'], [trpc])
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      client.tasks.runs.query(
        { limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ runs, more }: Page) => (more ? (runs.at(-1)?.id ?? null) : null),
    ...(initial === undefined ? {} : { initialData: { pages: [initial], pageParams: [null] } }),
  })
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.runs) ?? [], [query.data])

  const add = useCallback(
    (run: RunView) =>
      queries.setQueryData<InfiniteData<Page, string | null>>(key, (data) => withRun(data, run)),
    [queries, key],
  )

  // Ids rise with time, so a task of a later run than ours means that there is one we have not read.
  const { store, version } = useLiveStore()
  const newest = runs[0]?.id ?? ''
  const isLoaded = query.isSuccess
  useEffect(() => {
    if (!isLoaded || isSending) return
    const isBehind = store.tasks().some(({ runId }) => runId > newest)
    if (isBehind) void queries.invalidateQueries({ queryKey: key })
  }, [version, isLoaded, isSending, newest, store, queries, key])
  return { runs, add, query }
}

function withRun(data: InfiniteData<Page, string | null> | undefined, run: RunView) {
  const [first, ...others] = data?.pages ?? []
  if (data === undefined || first === undefined) return data
  const known = data.pages.some(({ runs }) => runs.some(({ id }) => id === run.id))
  if (known) return data
  return { ...data, pages: [{ ...first, runs: [run, ...first.runs] }, ...others] }
}
