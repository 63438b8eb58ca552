'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Flowline } from '@aetherflow/ui/flowline'
import { Check, Minus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Moment } from '../../components/moment.tsx'
import { orderSteps, type OrderStep, progressOfOrder } from './order-steps.ts'

/** Created, paid, credited on the flowline, which drifts only while a payment is awaited. */
export function OrderTimeline({ order }: { order: OrderView }) {
  const t = useTranslations('orders')
  const steps = orderSteps(order)
  return (
    <div className="grid gap-3">
      <Flowline
        label={t('progress')}
        progress={progressOfOrder(order.status)}
        moving={order.status === 'pending'}
      />
      <ol
        className={`grid gap-3 ${steps.length === 4 ? 'grid-cols-4' : 'grid-cols-3'}`}
        aria-label={t('progress')}
      >
        {steps.map((step) => (
          <Station key={step.name} step={step} />
        ))}
      </ol>
    </div>
  )
}

const marks = { done: Check, failed: X, now: Minus, waiting: Minus } as const
const looks = {
  done: 'border-flow bg-flow text-on-flow',
  now: 'border-flow bg-foam text-flow',
  waiting: 'border-line-strong text-ink-2',
  failed: 'border-bad text-bad',
} as const

function Station({ step }: { step: OrderStep }) {
  const t = useTranslations('orders')
  const Mark = marks[step.state]
  return (
    <li
      className="grid justify-items-center gap-1 text-center first:justify-items-start first:text-start last:justify-items-end last:text-end"
      aria-current={step.state === 'now' ? 'step' : undefined}
    >
      <span
        aria-hidden
        className={`grid size-6 place-items-center rounded-full border ${looks[step.state]}`}
      >
        <Mark className="size-3.5" />
      </span>
      <span className={step.state === 'waiting' ? 'text-ink-2' : 'font-semibold'}>
        {t(`step.${step.name}`)}
        <span className="sr-only">: {t(`stepState.${step.state}`)}</span>
      </span>
      <span className="num min-h-5 text-xs text-ink-2">
        {step.at === null ? null : <Moment at={step.at} />}
      </span>
    </li>
  )
}
