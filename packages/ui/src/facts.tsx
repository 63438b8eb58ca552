import type { ReactNode } from 'react'

/** Names and values, one pair a line: details of a task, an order, an account. */
export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid">
      {items.map((item) => (
        <div
          key={item.name}
          className="flex items-baseline justify-between gap-6 border-b border-line py-2"
        >
          <dt className="flex-none text-ink-2">{item.name}</dt>
          <dd className="min-w-0 text-end">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
