/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   display: block takes the implied table roles away on a phone, so they are said. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Column<Row> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers go to the right. */
  align?: 'start' | 'end'
  /** The cell that names the row; on a phone it becomes the row's heading. */
  lead?: boolean
  /** Left out on a phone: what the row says already in another way. */
  wideOnly?: boolean
}

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/** A plain table. The roles keep it a table for screen readers when a phone shows it as blocks. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="data-table w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={classNames(
                'border-b border-line px-3 py-2 text-xs font-normal text-ink-2 first:pl-0 last:pr-0',
                column.align === 'end' ? 'text-end' : 'text-start',
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="transition-colors duration-160 sm:hover:bg-sunken"
          >
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                data-label={column.header || undefined}
                data-lead={column.lead || undefined}
                data-wide-only={column.wideOnly || undefined}
                className={classNames(
                  'border-b border-line px-3 py-3 align-middle first:pl-0 last:pr-0',
                  column.align === 'end' && 'text-end',
                )}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
