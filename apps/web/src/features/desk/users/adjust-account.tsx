'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { Select } from '@aetherflow/ui/select'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { parseAmount } from '../parse-amount.ts'
import { ReasonDialog } from '../reason-dialog.tsx'

const kinds = ['available', 'promo_earned', 'earned', 'buy_out'] as const
type Kind = (typeof kinds)[number]

/** A correction by hand, or the purchase of promotional earnings; above the limit it awaits a second admin. */
export function AdjustAccount({ userId }: { userId: string }) {
  const t = useTranslations('desk.adjust')
  const client = useTRPCClient()
  const [kind, setKind] = useState<Kind>('available')
  const [text, setText] = useState('')
  const [checked, setChecked] = useState(false)
  const amount = parseAmount(text)
  const invalid = amount === null || amount === 0n || (kind === 'buy_out' && amount < 0n)
  return (
    <ReasonDialog
      action={t('action')}
      title={t('title')}
      text={t('text')}
      confirm={t('confirm')}
      done={t('done')}
      content={`${kind} ${text}`}
      invalid={invalid}
      onCheck={() => setChecked(true)}
      act={async (request) => {
        const wanted = { userId, amount: amount ?? 0n, ...request }
        if (kind === 'buy_out') await client.admin.buyOut.mutate(wanted)
        else await client.admin.adjust.mutate({ account: kind, ...wanted })
        setText('')
        setChecked(false)
      }}
    >
      <Field label={t('what')}>
        <Select<Kind>
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
      </Field>
      <Field
        label={t('amount')}
        hint={t(kind === 'buy_out' ? 'buyOutHint' : 'amountHint')}
        error={
          invalid && (checked || text !== '') ? t(text === '' ? 'needed' : 'amountBad') : undefined
        }
        required
      >
        <Input
          inputMode="text"
          value={text}
          maxLength={16}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </ReasonDialog>
  )
}
