'use client'
import type { DriftView } from '@aetherflow/api/gateway/receipt-schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Disclosure } from '@aetherflow/ui/disclosure'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Moment } from '../../../components/moment.tsx'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { FindingNote } from './finding-note.tsx'

type Props = { resourceId: string; vendor: string }

/** The vendor's balance beside our own count: whether somebody else spends on this key, with the figures. */
export function DriftSection({ resourceId, vendor }: Props) {
  const t = useTranslations('provide.drift')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({
    ...trpc.gateway.drift.queryOptions({ resourceId }),
    staleTime: 30_000,
  })
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  return (
    <Section title={t('title')} id="drift" description={t('text', { vendor })}>
      {data !== undefined ? (
        <Drift resourceId={resourceId} vendor={vendor} drift={data} />
      ) : error === null ? (
        <SkeletonRows rows={2} label={common('loading')} />
      ) : (
        <ApiError error={error} action={again} />
      )}
    </Section>
  )
}

function Drift({ resourceId, vendor, drift }: Props & { drift: DriftView }) {
  const t = useTranslations('provide.drift')
  const columns = useColumns(vendor)
  if (!drift.comparable) return <p className="py-2 text-ink-2">{t('noBalance', { vendor })}</p>
  const open = drift.findings.filter(({ closedAt }) => closedAt === null)
  return (
    <div className="grid gap-4 pt-2">
      {open.map((finding) => (
        <FindingNote key={finding.id} resourceId={resourceId} vendor={vendor} finding={finding} />
      ))}
      {open.length === 0 &&
        (drift.readings.length === 0 ? (
          <p className="text-ink-2">{t('notRead')}</p>
        ) : (
          <p>
            <StatusDot tone="ok">{t('fits')}</StatusDot>
          </p>
        ))}
      {drift.readings.length > 0 && (
        <Disclosure summary={t('figures')} open={open.length > 0}>
          <DataTable
            caption={t('figures')}
            columns={columns}
            rows={drift.readings}
            rowKey={({ readAt }) => readAt.toISOString()}
          />
        </Disclosure>
      )}
    </div>
  )
}

type Reading = DriftView['readings'][number]

function useColumns(vendor: string): Column<Reading>[] {
  const t = useTranslations('provide.drift')
  const credits = (e4: bigint) => (
    <span className="num">{formatUpstreamCredits(upstreamCreditE4(e4))}</span>
  )
  return [
    {
      key: 'at',
      header: t('readAt'),
      lead: true,
      cell: ({ readAt }) => (
        <span className="num text-sm">
          <Moment at={readAt} />
        </span>
      ),
    },
    { key: 'balance', header: t('balance'), align: 'end', cell: (row) => credits(row.balanceE4) },
    {
      key: 'spent',
      header: t('spent', { vendor }),
      align: 'end',
      cell: (row) => credits(row.spentE4),
    },
    {
      key: 'ours',
      header: t('ours'),
      align: 'end',
      cell: (row) =>
        row.sureE4 === row.mostE4 ? (
          credits(row.sureE4)
        ) : (
          <>
            {credits(row.sureE4)} – {credits(row.mostE4)}
          </>
        ),
    },
  ]
}
