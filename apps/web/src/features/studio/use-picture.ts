'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import type { PictureRef } from './draft.ts'

/** A picture to work on, with what one has to know of it. */
export type PictureFacts = PictureRef & {
  width: number
  height: number
  mimeType: string
  sizeBytes: number
  /** Signed, for a few minutes. */
  url: string
  thumbUrl: string
}

/** Addresses live about five minutes. */
const everyMs = 4 * 60_000

/** What the draft's picture is; an error when it is gone or was never this person's. */
export function usePicture(picture: PictureRef | null) {
  const trpc = useTRPC()
  const nothing: PictureRef = { kind: 'upload', id: '00000000-0000-0000-0000-000000000000' }
  return useQuery({
    ...trpc.tasks.inputPicture.queryOptions(picture ?? nothing),
    enabled: picture !== null,
    staleTime: everyMs,
    refetchInterval: everyMs,
    retry: 1,
  })
}

/** Puts what an upload answered where the query would put it: nothing is asked twice. */
export function useKeepPicture(): (picture: PictureFacts) => void {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useCallback(
    ({ kind, id, ...facts }) =>
      void queries.setQueryData(trpc.tasks.inputPicture.queryKey({ kind, id }), {
        kind,
        id,
        ...facts,
      }),
    [queries, trpc],
  )
}
