'use client'
import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { Moment } from '../../../components/moment.tsx'
import { writeQuery } from '../../../hooks/write-query.ts'
import { ExportButton } from './export-button.tsx'
import { lookOfLine, pocketsOf, stateOfHold } from './line-of-statement.ts'
import { LineText, type ModelNames } from './line-text.tsx'
import { StatementControls } from './statement-controls.tsx'
import type { StatementQuery } from './statement-query.ts'
import { type StatementPage, useStatement } from './use-statement.ts'

type Props = {
  initialQuery: StatementQuery
  /** Its first page, where the server could read it. */
  initial: StatementPage | undefined
  models: ModelNames
}

/** Every movement of the wallet, newest first, with what could be spent after it. */
export function Statement({ initialQuery, initial, models }: Props) {
  const [query, setQuery] = useState(initialQuery)
  const statement = useStatement(query, query === initialQuery ? initial : undefined)
  const change = (changes: Partial<StatementQuery>) => {
    const next = { ...query, ...changes }
    setQuery(next)
    writeQuery('type', next.filter === 'all' ? null : next.filter)
    writeQuery('period', next.period === 'all' ? null : next.period)
    writeQuery('from', next.period === 'own' && next.from !== '' ? next.from : null)
    writeQuery('to', next.period === 'own' && next.to !== '' ? next.to : null)
    writeQuery('about', next.about === '' ? null : next.about)
  }
  return (
    <div className="grid gap-3">
      <StatementControls query={query} onChange={change} />
      <Lines statement={statement} query={query} models={models} />
    </div>
  )
}

type LinesProps = {
  statement: ReturnType<typeof useStatement>
  query: StatementQuery
  models: ModelNames
}

function Lines({ statement, query, models }: LinesProps) {
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
  if (lines.length === 0) {
    const isWhole = query.filter === 'all' && query.period === 'all' && query.about === ''
    if (isWhole) return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
    return query.about === '' ? (
      <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>
    ) : (
      <EmptyState title={t('notFoundTitle')}>{t('notFoundText')}</EmptyState>
    )
  }
  return (
    <div className="grid">
      <ExportButton query={query} />
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
      cell: (line) => <After line={line} />,
    },
    {
      key: 'state',
      header: t('state'),
      wideOnly: true,
      cell: (line) => (
        <span className="text-ink-2">
          <State line={line} />
        </span>
      ),
    },
  ]
}

function State({ line }: { line: StatementLine }) {
  const t = useTranslations('wallet.statement')
  const hold = stateOfHold(line)
  return hold === null ? t(`states.${line.type}`) : t(`hold.${hold}`)
}

function Amount({ line }: { line: StatementLine }) {
  const look = lookOfLine(line)
  if (look === 'reserved')
    return (
      <span className="text-ink-2">
        <CreditAmount value={-line.amount} held={line.stillHeld > 0n} />
        <span className="sr-only">
          {' '}
          <State line={line} />
        </span>
      </span>
    )
  return (
    <CreditAmount
      value={line.amount}
      sign={look === 'change'}
      {...(look === 'aside' && { className: 'text-ink-2' })}
    />
  )
}

/** What can be spent, and below it the other pockets where this line moved them. */
function After({ line }: { line: StatementLine }) {
  const t = useTranslations('wallet.statement')
  return (
    <span className="inline-grid justify-items-end">
      <CreditAmount value={line.spendableAfter} />
      {pocketsOf(line).map(({ pocket, value }) => (
        <span key={pocket} className="text-xs text-ink-2">
          {t.rich(`pocket.${pocket}`, { amount: () => <CreditAmount value={value} /> })}
        </span>
      ))}
    </span>
  )
}
