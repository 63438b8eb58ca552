'use client'
import type { WarrantyView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'

/** The notice in force for a vendor. What is accepted is this very text, by its hash. */
export function useWarranty(upstreamId: string) {
  const trpc = useTRPC()
  return useQuery({ ...trpc.gateway.warranty.queryOptions({ upstreamId }), staleTime: 60_000 })
}

/** What depositing a key means with its vendor, and what its owner answers for. */
export function Warranty({ query }: { query: ReturnType<typeof useWarranty> }) {
  const common = useTranslations('common')
  const { data, error, refetch } = query
  if (data !== undefined) return <WarrantyText warranty={data} />
  if (error === null) return <Skeleton className="h-40" />
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  return <ApiError error={error} action={again} />
}

function WarrantyText({ warranty }: { warranty: WarrantyView }) {
  const t = useTranslations('provide.connect.warranty')
  return (
    <Callout tone="warn" role="note" title={t('title')}>
      <ul className="grid list-disc gap-1 pl-4">
        {warranty.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p className="mt-2 text-xs">
        {t('version')} <span className="num">{warranty.version}</span>
      </p>
    </Callout>
  )
}
