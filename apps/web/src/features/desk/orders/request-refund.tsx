'use client'
import type { OrderDetail } from '@aetherflow/api/admin/order-schemas'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { parseAmount } from '../parse-amount.ts'
import { ReasonDialog } from '../reason-dialog.tsx'

/** Sends money back through its gateway: all that is left, or a part named in credits. */
export function RequestRefund({ of: { order, refundable } }: { of: OrderDetail }) {
  const t = useTranslations('desk.refund')
  const client = useTRPCClient()
  const [text, setText] = useState('')
  const credits = parseAmount(text)
  // Nothing means all of it; anything that is no amount must not.
  const bad = text.trim() !== '' && (credits === null || credits <= 0n)
  const tooMuch = credits !== null && credits > refundable.credits
  return (
    <ReasonDialog
      action={t('action')}
      title={t('title')}
      text={t('text')}
      confirm={t('confirm')}
      done={t('done')}
      variant="danger"
      content={text}
      invalid={bad || tooMuch}
      act={(request) =>
        client.admin.requestRefund.mutate({
          orderId: order.id,
          ...request,
          ...(credits === null ? {} : { credits }),
        })
      }
    >
      <Field
        label={t('credits')}
        hint={t.rich('creditsHint', { most: () => <CreditAmount value={refundable.credits} /> })}
        error={bad ? t('creditsBad') : tooMuch ? t('tooMuch') : undefined}
      >
        <Input
          inputMode="decimal"
          value={text}
          maxLength={16}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </ReasonDialog>
  )
}
