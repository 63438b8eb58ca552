'use client'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { LoadMore } from '@aetherflow/ui/load-more'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ApiError } from '../errors/api-error.tsx'

type Page<Row> = { rows: Row[]; more: boolean }

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** Everything that changes what is shown. */
  queryKey: readonly unknown[]
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Row>>
  /** Where the next page begins, as `load` reads it. */
  cursorOf: (row: Row) => string
  /** Shown when there is nothing. */
  empty: ReactNode
}

/** A list that is read page by page, with every state it can be in. */
export function PagedTable<Row>(props: Props<Row>) {
  const { caption, columns, rowKey, queryKey, load, cursorOf, empty } = props
  const common = useTranslations('common')
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...queryKey, 'pages'],
      queryFn: ({ pageParam, signal }) => load(pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: ({ rows, more }) => {
        const last = rows.at(-1)
        return more && last !== undefined ? cursorOf(last) : null
      },
    },
  )
  if (data === undefined)
    return error ? (
      <ApiError
        error={error}
        action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
      />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  const rows = data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) return <p className="py-4 text-ink-2">{empty}</p>
  return (
    <div>
      <DataTable caption={caption} columns={columns} rows={rows} rowKey={rowKey} />
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
