'use client'
import type { RunView, SubmitRun } from '@aetherflow/api/tasks/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { keepForSending, ownSubmissions, studioStorage, usePending } from './studio-storage.ts'
import { createSubmissionQueue } from './submission-queue.ts'

const lookMs = 1_000

type Heard = { onRun: (run: RunView) => void; onRefused: (error: unknown) => void }

/** Runs on their way to the server: shown at once, sent until answered, never made twice. */
export function useSubmissions(account: string, heard: Heard) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const pending = usePending(account)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [queue] = useState(() =>
    createSubmissionQueue({
      stored: studioStorage(account).pending,
      own: ownSubmissions,
      send: (input) => client.tasks.submit.mutate(input),
      codeOf: (error) => readApiError(error).code,
    }),
  )

  const { onRun, onRefused } = heard
  useEffect(
    () =>
      queue.listen({
        onChange: redraw,
        async onAccepted({ runId }) {
          onRun(await client.tasks.run.query({ runId }))
          void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
          void queries.invalidateQueries({ queryKey: trpc.wallet.limits.queryKey() })
        },
        onRefused(error) {
          onRefused(error)
          void queries.invalidateQueries({ queryKey: trpc.tasks.quote.queryKey() })
          void queries.invalidateQueries({ queryKey: trpc.tasks.models.queryKey() })
          void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
          void queries.invalidateQueries({ queryKey: trpc.wallet.limits.queryKey() })
        },
      }),
    [queue, client, queries, trpc, onRun, onRefused],
  )

  const some = pending.length > 0
  useEffect(() => {
    if (!some) return
    const look = () => queue.resume()
    const lookAgain = () => {
      look()
      redraw()
    }
    look()
    const timer = setInterval(lookAgain, lookMs)
    window.addEventListener('online', queue.hurry)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', queue.hurry)
    }
  }, [some, queue])

  return {
    pending: pending.map((run) => ({ ...run, phase: queue.phaseOf(run) })),
    submit(input: SubmitRun) {
      keepForSending(account, input)
      queue.resume()
    },
    again: (clientId: string) => queue.again(clientId),
    drop: (clientId: string) => queue.drop(clientId),
  }
}

export type Submissions = ReturnType<typeof useSubmissions>
