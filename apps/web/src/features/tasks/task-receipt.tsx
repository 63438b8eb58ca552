'use client'
import type { Receipt as ReceiptView } from '@aetherflow/api/tasks/receipt-schemas'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { Flowline } from '@aetherflow/ui/flowline'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Time } from '@aetherflow/ui/time'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
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
    <div className="grid gap-3">
      <div className="grid gap-3 rounded-image border border-line bg-surface px-5 py-4">
        <p className="flex items-baseline justify-between gap-4 font-semibold">
          <span>{t('title', { model: modelName })}</span>
          <span className="flex-none">
            {state === 'held' && (
              <span className="text-xs font-normal text-ink-2">{t('pendingTotal')} </span>
            )}
            <CreditAmount value={total} held={state === 'held'} />
          </span>
        </p>
        <div className="grid gap-1">
          <Flowline progress={progress} moving={isUnfinished(task)} label={t('thread')} />
          <Thread task={task} receipt={receipt} />
        </div>
        {lines.length > 0 && (
          <dl className="grid gap-1.5 border-t border-line pt-3">
            {lines.map((line, index) => (
              <div key={index} className="flex items-baseline justify-between gap-4 text-ink-2">
                <dt>{line.name}</dt>
                <dd>{line.amount}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className="text-xs text-ink-2">{state === 'own' ? t('ownKey') : t('promise')}</p>
      </div>
      {task.finishedAt !== null && (
        <p>
          <Link href={routes.taskReceipt(task.id)} className="link text-sm">
            {t('print')}
          </Link>
        </p>
      )}
      {settlement !== null && state === 'paid' && <Finality settlement={settlement} />}
    </div>
  )
}

/** Until when the provider's share may still change. */
function Finality({ settlement }: { settlement: NonNullable<ReceiptView['settlement']> }) {
  const t = useTranslations('tasks.receipt')
  const format = useFormatter()
  const time = format.dateTime(settlement.maturesAt, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hour12: false,
  })
  return (
    <p className="text-xs text-ink-2">
      {settlement.state === 'open' ? t('disputable', { time }) : t('matured')}
    </p>
  )
}

/** hold → run → settle, each with its moment. */
function Thread({ task, receipt }: { task: TaskView; receipt: ReceiptView }) {
  const t = useTranslations('tasks.receipt')
  const format = useFormatter()
  const moment = (at: Date) => (
    <Time
      value={at}
      text={format.dateTime(at, { timeStyle: 'medium', hour12: false })}
      exact={format.dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })}
    />
  )
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
        <li key={name} className="grid text-xs text-ink-2 nth-2:text-center last:text-end">
          <span className="font-semibold text-ink">{name}</span>
          <span className="num">{at === null ? t('notYet') : moment(at)}</span>
        </li>
      ))}
    </ol>
  )
}
