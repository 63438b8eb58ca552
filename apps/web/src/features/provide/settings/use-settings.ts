'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { readDraft, type SettingsDraft, toDraft } from './settings-draft.ts'

/** The form's draft, checked as it is typed once it was submitted in vain, and its way to the server. */
export function useSettings(resource: ResourceView, onSaved: (saved: ResourceView) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => toDraft(resource))
  const [strict, setStrict] = useState(false)
  const update = useMutation({
    ...trpc.gateway.updateResource.mutationOptions(),
    onSuccess: (saved: ResourceView) => {
      queryClient.setQueryData(trpc.gateway.resource.queryKey({ resourceId: saved.id }), saved)
      void queryClient.invalidateQueries(trpc.gateway.resources.pathFilter())
      onSaved(saved)
    },
  })
  const read = readDraft(draft)
  const problems = read.ok ? {} : read.problems
  return {
    draft,
    /** A price that cannot be has no effect to show, so it is said at once; the rest after the first try. */
    problems: strict ? problems : problems.price === undefined ? {} : { price: problems.price },
    change: (change: Partial<SettingsDraft>) => setDraft((known) => ({ ...known, ...change })),
    save: () => {
      setStrict(true)
      if (read.ok) update.mutate({ resourceId: resource.id, ...read.settings })
      return read.ok
    },
    saving: update.isPending,
    error: update.error,
  }
}
