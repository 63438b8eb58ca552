'use client'
import { useQueryClient } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { expiresSoon } from './signed-address.ts'

/** Makes a download link work however long the page has been open: an address that has run out is read anew. */
export function useDownload(taskId: string): (event: MouseEvent<HTMLAnchorElement>) => void {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return (event) => {
    if (!expiresSoon(event.currentTarget.href, Date.now())) return
    event.preventDefault()
    void queries
      .fetchQuery({ ...trpc.tasks.task.queryOptions({ taskId }), staleTime: 0 })
      .then(({ task }) => task.image && window.location.assign(task.image.downloadUrl))
  }
}
