'use client'
import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { Moment } from '../../../components/moment.tsx'
import { writeQuery } from '../../../hooks/write-query.ts'
import { lookOfLine } from './line-of-statement.ts'
import { LineText, type ModelNames } from './line-text.tsx'
import { type Filter, filters } from './statement-filters.ts'
import { type StatementPage, useStatement } from './use-statement.ts'

type Props = { initialFilter: Filter; initial: StatementPage | undefined; models: ModelNames }

/** Every movement of the wallet, newest first, with what could be spent after it. */
export function Statement({ initialFilter, initial, models }: Props) {
  const t = useTranslations('wallet.statement')
  const [filter, setFilter] = useState(initialFilter)
  const statement = useStatement(filter, filter === initialFilter ? initial : undefined)
  const choose = (next: Filter) => {
    setFilter(next)
    writeQuery('type', next === 'all' ? null : next)
  }
  return (
    <div className="grid gap-3">
      <RadioGroup
        label={t('filter')}
        hideLabel
        options={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        value={filter}
        onChange={choose}
      />
      <Lines statement={statement} filter={filter} models={models} />
    </div>
  )
}

type LinesProps = {
  statement: ReturnType<typeof useStatement>
  filter: Filter
  models: ModelNames
}

function Lines({ statement, filter, models }: LinesProps) {
  const t = useTranslations('wallet.statement')
  const common = useTranslations('common')
  const columns = useColumns(models)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = statement
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  if (data === undefined)
    return error ? (
      <ApiError error={error} action={again} />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  const lines = data.pages.flatMap((page) => page.lines)
  if (lines.length === 0)
    return filter === 'all' ? (
      <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
    ) : (
      <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>
    )
  return (
    <div>
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={lines}
        rowKey={(line) => String(line.id)}
      />
      {error && <ApiError error={error} />}
      <LoadMore
        more={hasNextPage}
        loading={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText={common('end')}
      />
    </div>
  )
}

function useColumns(models: ModelNames): Column<StatementLine>[] {
  const t = useTranslations('wallet.statement')
  return [
    {
      key: 'when',
      header: t('when'),
      cell: (line) => (
        <span className="num text-sm text-ink-2">
          <Moment at={line.createdAt} />
        </span>
      ),
    },
    {
      key: 'what',
      header: t('what'),
      lead: true,
      cell: (line) => <LineText line={line} models={models} />,
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (line) => <Amount line={line} />,
    },
    {
      key: 'after',
      header: t('after'),
      align: 'end',
      cell: (line) => <CreditAmount value={line.spendableAfter} />,
    },
    {
      key: 'state',
      header: t('state'),
      wideOnly: true,
      cell: (line) => <span className="text-ink-2">{t(`states.${line.type}`)}</span>,
    },
  ]
}

function Amount({ line }: { line: StatementLine }) {
  const look = lookOfLine(line)
  return (
    <CreditAmount
      value={line.amount}
      sign={look === 'change'}
      held={look === 'held'}
      {...(look === 'aside' && { className: 'text-ink-2' })}
    />
  )
}
