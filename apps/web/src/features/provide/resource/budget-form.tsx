'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Button } from '@aetherflow/ui/button'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Moment } from '../../../components/moment.tsx'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { NumberField } from '../settings/number-field.tsx'
import { readE4 } from '../settings/settings-draft.ts'

/** What may be spent where the vendor tells no balance; said by its owner, and counted down from there. */
export function BudgetForm({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.budget')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const declare = useMutation({
    ...trpc.gateway.declareBudget.mutationOptions(),
    onSuccess: async () => {
      setText('')
      toast(t('saved'))
      await queries.invalidateQueries(trpc.gateway.pathFilter())
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const budgetE4 = readE4(text)
    setWrong(budgetE4 === null)
    if (budgetE4 !== null) declare.mutate({ resourceId: resource.id, budgetE4 })
  }
  return (
    <form noValidate onSubmit={submit} className="grid max-w-reading gap-4">
      <p>
        <BudgetLeft resource={resource} />
      </p>
      <div className="max-w-100">
        <NumberField
          label={t('label')}
          hint={t('hint')}
          unit={t('unit')}
          problem={wrong ? t('problem') : undefined}
          value={text}
          onChange={setText}
        />
      </div>
      {declare.error !== null && <ApiError error={declare.error} />}
      <div>
        <Button type="submit" loading={declare.isPending} loadingText={common('saving')}>
          {t('declare')}
        </Button>
      </div>
    </form>
  )
}

function BudgetLeft({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.budget')
  const { upstreamBalanceE4: left, upstreamBalanceAt: at } = resource
  if (left === null || at === null) return t('none', { vendor: resource.upstreamName })
  return t.rich('left', {
    left: formatUpstreamCredits(upstreamCreditE4(left)),
    at: () => <Moment at={at} />,
    b: (text) => <b className="num">{text}</b>,
  })
}
