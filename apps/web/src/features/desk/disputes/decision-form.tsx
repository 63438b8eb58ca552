'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Section } from '@aetherflow/ui/section'
import { Textarea } from '@aetherflow/ui/textarea'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { readApiError } from '../../errors/read-api-error.ts'
import { DeskError } from '../desk-error.tsx'
import { keepable } from '../keepable.ts'
import { EffectsTable } from './effects-table.tsx'
import { type Decision, decisions, needsAmount, useDecision } from './use-decision.ts'

const leastLetters = 10
const mostLetters = 2_000

type Props = {
  of: Case
  /** It was no longer open: what was sent is not kept. */
  onMeanwhile: () => void
}

/** The decision, its reason, and beside them who will have what: nothing is decided blind. */
export function DecisionForm({ of, onMeanwhile }: Props) {
  const t = useTranslations('desk.decide')
  const form = useDecision(of, onMeanwhile)
  const reason = useTranslations('desk.reason')
  const isRefused = form.error !== null && readApiError(form.error).fields.includes('resolution')
  const [checked, setChecked] = useState(false)
  const tooShort = keepable(form.resolution).length < leastLetters
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!tooShort && form.ready) form.send()
  }
  return (
    <Section id="decide" title={t('title')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <Choice value={form.decision} onChange={form.setDecision} />
        {needsAmount(form.decision) && (
          <Field
            label={t('amount')}
            hint={
              form.decision === 'compensate'
                ? t('amountHint')
                : t.rich('most', { most: () => <CreditAmount value={of.refundable} /> })
            }
            error={
              form.tooMuch
                ? t('tooMuch')
                : checked && form.amount === null
                  ? t('amountBad')
                  : undefined
            }
            required
          >
            <Input
              inputMode="decimal"
              value={form.amountText}
              maxLength={12}
              onChange={(event) => form.setAmountText(event.target.value)}
            />
          </Field>
        )}
        <Field
          label={t('resolution')}
          hint={t('resolutionHint')}
          aside={`${form.resolution.length} / ${mostLetters}`}
          error={
            checked && tooShort
              ? t('tooShort', { count: leastLetters })
              : isRefused
                ? reason('invalid')
                : undefined
          }
          required
        >
          <Textarea
            rows={4}
            value={form.resolution}
            maxLength={mostLetters}
            onChange={(event) => form.setResolution(event.target.value)}
          />
        </Field>
        <Preview of={form.preview} />
        {form.error !== null && <DeskError error={form.error} />}
        <Button type="submit" variant="primary" loading={form.sending} loadingText={t('sending')}>
          {t('send')}
        </Button>
      </form>
    </Section>
  )
}

type ChoiceProps = { value: Decision; onChange: (decision: Decision) => void }

function Choice({ value, onChange }: ChoiceProps) {
  const t = useTranslations('desk.decide')
  return (
    <RadioGroup
      label={t('decision')}
      look="card"
      options={decisions.map((each) => ({
        value: each,
        name: t(`name.${each}`),
        label: (
          <>
            <span className="block font-semibold">{t(`name.${each}`)}</span>
            <span className="block text-sm text-ink-2">{t(`text.${each}`)}</span>
          </>
        ),
      }))}
      value={value}
      onChange={onChange}
    />
  )
}

type PreviewProps = { of: ReturnType<typeof useDecision>['preview'] }

function Preview({ of: preview }: PreviewProps) {
  const t = useTranslations('desk.decide')
  return (
    <div aria-live="polite" className="grid gap-2">
      <h3 className="text-sm font-semibold">{t('preview')}</h3>
      {preview.isError && <ApiError error={preview.error} />}
      {preview.data !== undefined && (
        <>
          <EffectsTable effects={preview.data.effects} />
          {preview.data.needsApproval && <Callout tone="warn">{t('needsSecond')}</Callout>}
        </>
      )}
      {preview.data === undefined && !preview.isError && (
        <p className="text-sm text-ink-2">{t('previewLater')}</p>
      )}
    </div>
  )
}
