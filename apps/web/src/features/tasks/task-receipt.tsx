'use client'
import type { Receipt as ReceiptView } from '@aetherflow/api/tasks/receipt-schemas'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { Receipt } from '@aetherflow/ui/receipt'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Moment } from '../../components/moment.tsx'
import { isUnfinished } from '../live/live-store.ts'
import { receiptLines } from './receipt-lines.ts'

/** The slip: held, running, settled, and where every hundredth went. */
export function TaskReceipt({ receipt }: { receipt: ReceiptView }) {
  const t = useTranslations('tasks.receipt')
  const format = useFormatter()
  const { task, modelName, hold, settlement } = receipt
  const { total, state, amounts, sources, progress } = receiptLines(receipt)
  const percent = format.number(hold.commissionBps / 100, { maximumFractionDigits: 2 })
  const lines: { name: ReactNode; amount: ReactNode }[] = [
    ...amounts.map(({ key, value }) => ({
      name: key === 'fee' ? t('fee', { percent }) : t(key),
      amount: (
        <CreditAmount
          value={value}
          held={state === 'held'}
          sign={key === 'back' || key === 'reversed'}
        />
      ),
    })),
    ...sources.map(({ key, value }, index) => ({
      name: (
        <>
          {index === 0 && <>{t(state === 'held' ? 'willPayFrom' : 'paidFrom')}: </>}
          {t(key)}
        </>
      ),
      amount: <CreditAmount value={value} />,
    })),
  ]
  return (
    <div className="grid gap-4">
      <Receipt
        title={t('title', { model: modelName })}
        total={
          <>
            {state === 'held' && (
              <span className="text-xs font-normal text-ink-2">{t('pendingTotal')} </span>
            )}
            <CreditAmount value={total} held={state === 'held'} />
          </>
        }
        progress={progress}
        moving={isUnfinished(task)}
        label={t('thread')}
        lines={lines}
        foot={
          <>
            <Thread task={task} receipt={receipt} />
            <p className="mt-2">{state === 'own' ? t('ownKey') : t('promise')}</p>
          </>
        }
      />
      {settlement !== null && state === 'paid' && (
        <p className="text-xs text-ink-2">
          {settlement.state === 'open'
            ? t('disputable', {
                time: format.dateTime(settlement.maturesAt, {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                }),
              })
            : t('matured')}
        </p>
      )}
    </div>
  )
}

/** hold → run → settle, each with its moment. */
function Thread({ task, receipt }: { task: TaskView; receipt: ReceiptView }) {
  const t = useTranslations('tasks.receipt')
  const started = receipt.attempts.at(-1)?.dispatchedAt ?? null
  const isBack = receipt.settlement === null && task.released !== null
  const steps = [
    { name: t('held'), at: task.createdAt },
    ...(isBack && started === null ? [] : [{ name: t('running'), at: started }]),
    {
      name: t(isBack ? 'returnedAt' : 'settled'),
      at: receipt.settlement?.settledAt ?? task.finishedAt,
    },
  ]
  return (
    <ol className="flex justify-between gap-3">
      {steps.map(({ name, at }) => (
        <li key={name} className="grid last:text-end">
          <span className="font-semibold text-ink">{name}</span>
          <span className="num">{at === null ? t('notYet') : <Moment at={at} />}</span>
        </li>
      ))}
    </ol>
  )
}
