'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { byPrice } from './chosen-models.ts'

const everyMs = 60_000

export type InitialModels = { models: ModelView[] } | undefined

/** What can be made now, cheapest first; prices and providers are read again every minute. */
export function useModels(initial?: InitialModels) {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.tasks.models.queryOptions(),
    initialData: initial,
    refetchInterval: everyMs,
  })
  const models = useMemo(() => byPrice(query.data?.models ?? []), [query.data])
  const byId = useMemo(() => new Map(models.map((model) => [model.id, model])), [models])
  return { models, byId, query }
}
