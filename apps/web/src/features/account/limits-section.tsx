'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { Button } from '@aetherflow/ui/button'
import { CreditGlyph } from '@aetherflow/ui/credit-glyph'
import { Field } from '@aetherflow/ui/field'
import { formatCredits } from '@aetherflow/ui/format-credits'
import { Input } from '@aetherflow/ui/input'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { Switch } from '@aetherflow/ui/switch'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { useLimits } from '../limits/use-limits.ts'
import { MOST } from '../studio/parse-amount.ts'
import { type LimitDraft, limitDraft, readLimit } from './limit-draft.ts'

/** How much may be spent a day, and when to be told that little is left. */
export function LimitsSection({ initial }: { initial: LimitsView | undefined }) {
  const t = useTranslations('limits')
  const common = useTranslations('common')
  const { data, error } = useLimits(initial)
  return (
    <Section id="limits" title={t('title')} description={t('about')}>
      {data !== undefined ? (
        <LimitsForm limits={data} />
      ) : error === null ? (
        <SkeletonRows rows={2} label={common('loading')} />
      ) : (
        <ApiError error={error} />
      )}
    </Section>
  )
}

function LimitsForm({ limits }: { limits: LimitsView }) {
  const t = useTranslations('limits')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [cap, setCap] = useState(() => limitDraft(limits.dailySpendCap, 100n * 100n))
  const [mark, setMark] = useState(() => limitDraft(limits.lowBalanceAt, 5n * 100n))
  const [isTried, setIsTried] = useState(false)
  const saving = useMutation({
    ...trpc.wallet.setLimits.mutationOptions(),
    onSuccess: (saved) => queries.setQueryData(trpc.wallet.limits.queryKey(), saved),
  })
  const readCap = readLimit(cap, 100n)
  const readMark = readLimit(mark, 1n)
  const most = formatCredits(MOST, { whole: true })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (saving.isPending || !readCap.ok || !readMark.ok) return
    saving.mutate({ dailySpendCap: readCap.value, lowBalanceAt: readMark.value })
  }
  const edit = (set: (draft: LimitDraft) => void) => (draft: LimitDraft) => {
    saving.reset()
    set(draft)
  }
  return (
    <form method="post" noValidate onSubmit={submit} className="grid max-w-[25rem] gap-5">
      <Limit
        name="daily"
        draft={cap}
        onChange={edit(setCap)}
        problem={isTried && !readCap.ok ? t('problem', { least: formatCredits(100n), most }) : null}
      />
      {limits.dailySpendCap !== null && limits.spentToday !== null && (
        <p className="-mt-2 text-sm text-ink-2">
          {t.rich('today', {
            spent: () => <CreditAmount value={limits.spentToday ?? 0n} />,
            cap: () => <CreditAmount value={limits.dailySpendCap ?? 0n} />,
          })}
        </p>
      )}
      <Limit
        name="notice"
        draft={mark}
        onChange={edit(setMark)}
        problem={isTried && !readMark.ok ? t('problem', { least: formatCredits(1n), most }) : null}
      />
      {saving.error !== null && <ApiError error={saving.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" loading={saving.isPending} loadingText={common('saving')}>
          {t('save')}
        </Button>
        <output className="block text-ink-2">{saving.isSuccess ? t('saved') : ''}</output>
      </div>
    </form>
  )
}

type LimitProps = {
  name: 'daily' | 'notice'
  draft: LimitDraft
  onChange: (draft: LimitDraft) => void
  problem: string | null
}

function Limit({ name, draft, onChange, problem }: LimitProps) {
  const t = useTranslations(`limits.${name}`)
  return (
    <div className="grid gap-3">
      <Switch
        label={t('switch')}
        hint={t('hint')}
        checked={draft.on}
        onChange={(on) => onChange({ ...draft, on })}
      />
      {draft.on && (
        <Field label={t('amount')} error={problem ?? undefined}>
          <Input
            className="num"
            inputMode="decimal"
            autoComplete="off"
            before={<CreditGlyph />}
            value={draft.text}
            onChange={(event) => onChange({ ...draft, text: event.target.value })}
          />
        </Field>
      )}
    </div>
  )
}
