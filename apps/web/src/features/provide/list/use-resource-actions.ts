'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../../trpc/client.tsx'

/** Pause, resume and delete; the list is read anew after each. */
export function useResourceActions() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries(trpc.gateway.pathFilter())
  const pause = useMutation({ ...trpc.gateway.pauseResource.mutationOptions(), onSuccess })
  const resume = useMutation({ ...trpc.gateway.resumeResource.mutationOptions(), onSuccess })
  const remove = useMutation({ ...trpc.gateway.deleteResource.mutationOptions(), onSuccess })
  return {
    pause,
    resume,
    remove,
    error: pause.error ?? resume.error ?? remove.error,
    /** The resource that is being changed now. */
    busyId:
      [pause, resume, remove].find(({ isPending }) => isPending)?.variables?.resourceId ?? null,
  }
}
export type ResourceActions = ReturnType<typeof useResourceActions>
