'use client'
import type { TransferView } from '@aetherflow/api/admin/money-schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { writeQuery } from '../../../hooks/write-query.ts'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { At, Code, PersonLink } from '../cells.tsx'
import { SearchField } from '../search-field.tsx'

/** Every movement that an id stands behind, each with its entries, which sum to zero. */
export function TransferSearch() {
  const t = useTranslations('desk.transfers')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const [search, setSearch] = useState(useSearchParams().get('search') ?? '')
  const { data, error, isLoading } = useQuery({
    ...trpc.admin.transfers.queryOptions({ search }),
    enabled: search !== '',
  })
  return (
    <div className="grid gap-6">
      <SearchField
        label={t('find')}
        hint={t('findHint')}
        initial={search}
        onSearch={(text) => {
          setSearch(text)
          writeQuery('search', text === '' ? null : text)
        }}
      />
      {isLoading && <SkeletonRows label={common('loading')} />}
      {error !== null && <ApiError error={error} />}
      <div aria-live="polite" className="grid gap-6">
        {data?.transfers.length === 0 && <p className="text-ink-2">{t('nothing')}</p>}
        {data?.transfers.map((transfer) => (
          <Transfer key={transfer.id} transfer={transfer} />
        ))}
        {data?.more === true && <p className="text-sm text-ink-2">{t('more')}</p>}
      </div>
    </div>
  )
}

type Entry = TransferView['entries'][number]

function Transfer({ transfer }: { transfer: TransferView }) {
  const t = useTranslations('desk.transfers')
  const columns: Column<Entry>[] = [
    {
      key: 'account',
      header: t('account'),
      lead: true,
      cell: (entry) => (
        <span className="font-mono text-xs">
          {entry.gateway === '' ? entry.account : `${entry.account}:${entry.gateway}`}
        </span>
      ),
    },
    { key: 'user', header: t('user'), cell: (entry) => <PersonLink person={entry.user} /> },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (entry) => <CreditAmount value={entry.amount} sign />,
    },
    {
      key: 'after',
      header: t('after'),
      align: 'end',
      cell: (entry) =>
        entry.balanceAfter === null ? '–' : <CreditAmount value={entry.balanceAfter} />,
    },
  ]
  const by = transfer.actor?.email ?? t(`actor.${transfer.actorKind}`)
  return (
    <Section
      title={<Code>{transfer.businessKey}</Code>}
      aside={
        <span className="text-sm text-ink-2">
          <At at={transfer.createdAt} /> · {by}
          {transfer.chainNumber !== null && (
            <> · {t('chain', { number: transfer.chainNumber.toString() })}</>
          )}
        </span>
      }
    >
      <DataTable
        caption={transfer.businessKey}
        columns={columns}
        rows={transfer.entries}
        rowKey={({ id }) => id.toString()}
      />
    </Section>
  )
}
