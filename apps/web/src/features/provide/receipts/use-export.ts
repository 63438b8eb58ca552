'use client'
import type { Receipt } from '@aetherflow/api/gateway/receipt-schemas'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { receiptsCsv } from './receipts-csv.ts'

/** Newest first, as many as a file for a person may hold. */
const most = 20_000

/** Reads a resource's receipts page by page and hands them over as a file. */
export function useExport(resourceId: string) {
  const client = useTRPCClient()
  const [progress, setProgress] = useState(0)
  const run = useMutation({
    mutationFn: async () => {
      setProgress(0)
      const all: Receipt[] = []
      for (let more = true; more && all.length < most;) {
        const before = all.at(-1)?.number
        const page = await client.gateway.receipts.query({
          resourceId,
          limit: 100,
          ...(before === undefined ? {} : { before }),
        })
        all.push(...page.receipts)
        setProgress(all.length)
        more = page.more
      }
      save(receiptsCsv(resourceId, all), `aetherflow-receipts-${resourceId.slice(0, 8)}.csv`)
    },
  })
  return { start: () => run.mutate(), isPending: run.isPending, error: run.error, progress }
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
