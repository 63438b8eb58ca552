'use client'
import { Button } from '@aetherflow/ui/button'
import { Facts } from '@aetherflow/ui/facts'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { accountNames } from '../account-names.ts'

/** What somebody had at any moment, from the entries. */
export function BalancesAt({ userId }: { userId: string }) {
  const t = useTranslations('desk.user')
  const account = useTranslations('disputes.account')
  const client = useTRPCClient()
  const [text, setText] = useState('')
  const read = useMutation({
    mutationFn: (at: Date) => client.admin.balancesAt.query({ userId, at }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = new Date(text)
    if (!Number.isNaN(at.getTime())) read.mutate(at)
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t('at')}>
          <Input
            type="datetime-local"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" loading={read.isPending} loadingText={t('reading')}>
          {t('show')}
        </Button>
      </div>
      {read.isError && <ApiError error={read.error} />}
      {read.data !== undefined && (
        <Facts
          items={accountNames.map((name) => ({
            name: account(name),
            value: <CreditAmount value={read.data.balances[name]} />,
          }))}
        />
      )}
    </form>
  )
}
