'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import { Facts } from '@aetherflow/ui/facts'
import { Picture } from '@aetherflow/ui/picture'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { routes } from '../../routes.ts'
import { excerpt } from '../images/excerpt.ts'
import { receiptLines } from '../tasks/receipt-lines.ts'
import { Paper } from './paper.tsx'
import { useUtc } from './use-utc.ts'

type Props = { receipt: Receipt; account: string; isDemo: boolean }

/** What one image cost, to the hundredth: reserved, charged, returned, and who got it. */
export function TaskPaper({ receipt, account, isDemo }: Props) {
  const t = useTranslations('receipts')
  const words = useTranslations('tasks.receipt')
  const format = useFormatter()
  const { moment } = useUtc()
  const { task, run, modelName, upstreamName, hold, settlement } = receipt
  const { total, amounts, sources } = receiptLines(receipt)
  const percent = format.number(hold.commissionBps / 100, { maximumFractionDigits: 2 })
  const money = [
    ...amounts.map(({ key, value }) => ({
      name: key === 'fee' ? words('fee', { percent }) : words(key),
      value: <CreditAmount value={value} />,
    })),
    ...sources.map(({ key, value }) => ({
      name: `${words('paidFrom')}: ${words(key)}`,
      value: <CreditAmount value={value} />,
    })),
    {
      name: t('task.total'),
      value: (
        <strong>
          <CreditAmount value={total} />
        </strong>
      ),
    },
  ]
  const end = settlement?.settledAt ?? task.finishedAt
  const facts = [
    { name: t('task.what'), value: `${modelName} · ${upstreamName}` },
    { name: t('task.prompt'), value: <span lang="">{excerpt(run.prompt, 200)}</span> },
    { name: t('task.submitted'), value: moment(task.createdAt) },
    ...(end === null ? [] : [{ name: t('task.ended'), value: moment(end) }]),
    {
      name: t('task.run'),
      value: <code className="font-mono text-sm break-all">{run.id}</code>,
    },
    { name: t('account'), value: account },
  ]
  return (
    <Paper
      title={t('task.title')}
      about={
        <>
          {t('task.number')} <code className="font-mono text-sm break-all">{task.id}</code>
        </>
      }
      back={{ href: `${routes.task(task.id)}?tab=receipt`, text: t('task.back') }}
      isDemo={isDemo}
    >
      {task.image !== null && (
        <Picture
          src={task.image.thumbUrl}
          alt={excerpt(run.prompt, 200)}
          width={task.image.width}
          height={task.image.height}
          className="h-auto max-h-40 w-auto max-w-40 justify-self-start rounded-image border border-line"
        />
      )}
      <Facts items={money} />
      <Facts items={facts} />
      {run.ownKey && <p className="text-ink-2">{words('ownKey')}</p>}
    </Paper>
  )
}
