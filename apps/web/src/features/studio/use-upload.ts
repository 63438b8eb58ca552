'use client'
import { useEffect, useRef, useState } from 'react'
import type { PictureRef } from './draft.ts'
import { newClientId } from './new-client-id.ts'
import { readPicture } from './read-picture.ts'
import { uploadPicture } from './upload-picture.ts'
import { useKeepPicture } from './use-picture.ts'

export type UploadState =
  | { phase: 'idle' }
  /** How far it is, from 0 to 1, and the picture itself for the eye. */
  | { phase: 'uploading'; share: number; preview: string }
  | { phase: 'failed'; code: string; params: Record<string, unknown>; canRetry: boolean }

/** Sends one picture at a time; choosing another one ends the one before. */
export function useUpload(onStored: (picture: PictureRef) => void) {
  const keep = useKeepPicture()
  const [state, setState] = useState<UploadState>({ phase: 'idle' })
  const last = useRef<{ file: Blob; clientId: string } | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const send = async (file: Blob, clientId: string) => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    last.current = { file, clientId }
    const preview = URL.createObjectURL(file)
    setState({ phase: 'uploading', share: 0, preview })
    const outcome = await uploadPicture(file, {
      clientId,
      signal: control.signal,
      onProgress: (share) => {
        if (!control.signal.aborted) setState({ phase: 'uploading', share, preview })
      },
    })
    URL.revokeObjectURL(preview)
    if (control.signal.aborted || outcome.kind === 'cancelled') return null
    if (outcome.kind === 'refused') {
      const canRetry = ['OFFLINE', 'INTERNAL', 'UNAVAILABLE', 'TOO_MANY_REQUESTS'].includes(
        outcome.code,
      )
      setState({ phase: 'failed', code: outcome.code, params: outcome.params, canRetry })
      return null
    }
    keep(outcome.picture)
    setState({ phase: 'idle' })
    const { kind, id } = outcome.picture
    onStored({ kind, id })
    return outcome.picture
  }

  return {
    state,
    /** Looks at the file first: what no model would take is not sent. */
    async take(file: Blob) {
      const read = await readPicture(file)
      if (read.kind === 'unfit') {
        running.current?.abort()
        setState({ phase: 'failed', code: read.code, params: read.params, canRetry: false })
        return null
      }
      return send(file, newClientId())
    },
    retry: () => void (last.current && send(last.current.file, last.current.clientId)),
    cancel() {
      running.current?.abort()
      setState({ phase: 'idle' })
    },
    dismiss: () => setState({ phase: 'idle' }),
  }
}
