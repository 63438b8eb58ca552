'use client'
import { Button } from '@aetherflow/ui/button'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { Told } from './told.tsx'

const everyMs = 30_000
type Span = '1' | '24'

/** Why tasks went past a resource, how far behind it was, and what its owner could change. */
export function WhyNotPanel({ resourceId }: { resourceId: string }) {
  const t = useTranslations('provide.whyNot')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const [span, setSpan] = useState<Span>('24')
  const { data, error, refetch } = useQuery({
    ...trpc.tasks.whyNotMine.queryOptions({ resourceId, hours: span === '1' ? 1 : 24 }),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })
  const spans = (
    <ToggleGroup
      label={t('span')}
      value={[span]}
      onChange={([next]) => setSpan(next ?? span)}
      options={[
        { value: '1', label: t('hour') },
        { value: '24', label: t('day') },
      ]}
    />
  )
  return (
    <Section id="why-not" title={t('title')} description={t('text')} aside={spans}>
      {data === undefined && error === null && <SkeletonRows rows={3} label={common('loading')} />}
      {error !== null && (
        <ApiError
          error={error}
          action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
        />
      )}
      {data !== undefined && <Told told={data} />}
    </Section>
  )
}
