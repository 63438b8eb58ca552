'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Checkbox } from '@aetherflow/ui/checkbox'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { DepositError } from './deposit-error.tsx'
import { KeyInput } from './key-input.tsx'
import { type Recognised, recogniseKey } from './recognise-key.ts'
import { useDeposit } from './use-deposit.ts'
import { Warranty } from './warranty.tsx'

type Props = {
  catalogue: Catalogue
  /** The simulator's page, in the demo only. */
  demoKeysAddress: string | null
  onDone: (resourceId: string) => void
}

/** Step 1: whose key it is, the notice that has to be accepted, and the key, which never leaves unsealed. */
export function KeyForm({ catalogue, demoKeysAddress, onDone }: Props) {
  const t = useTranslations('provide.connect')
  const field = useRef<HTMLInputElement>(null)
  const [recognised, setRecognised] = useState<Recognised>({ kind: 'empty' })
  const [name, setName] = useState(t('defaultName'))
  const [accepted, setAccepted] = useState(false)
  const [strict, setStrict] = useState(false)
  const deposit = useDeposit(field, onDone)
  const open = catalogue.upstreams.filter(({ depositOpen }) => depositOpen)
  const upstream = open.find(
    ({ id }) => recognised.kind === 'known' && id === recognised.upstreamId,
  )
  const rules = { upstreamIds: open.map(({ id }) => id), demoKeysOnly: catalogue.demoKeysOnly }
  const look = (key: string) => {
    const found = recogniseKey(key, rules)
    // A real key has no business in a demo, not even in its field.
    if (found.kind === 'real-in-demo' && field.current !== null) field.current.value = ''
    setRecognised(found)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setStrict(true)
    if (upstream === undefined || !accepted || name.trim() === '') return field.current?.focus()
    await deposit.start(upstream, name.trim())
    look(field.current?.value.trim() ?? '')
  }
  if (open.length === 0)
    return (
      <Callout tone="warn" title={t('closedTitle')}>
        {t('closedText')}
      </Callout>
    )
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-reading gap-6">
      {demoKeysAddress !== null && <DemoKeys address={demoKeysAddress} />}
      <KeyInput
        field={field}
        recognised={recognised}
        strict={strict}
        vendorName={upstream?.name ?? ''}
        onKey={look}
      />
      <Field
        label={t('name')}
        hint={t('nameHint')}
        error={strict && name.trim() === '' ? t('problem.name') : undefined}
      >
        <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Warranty upstream={upstream ?? open[0]} />
      <Acceptance accepted={accepted} onChange={setAccepted} strict={strict} />
      {deposit.error !== null && <DepositError error={deposit.error} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" loading={deposit.busy} loadingText={t('sealing')}>
          {t('submit')}
        </Button>
        <p className="text-sm text-ink-2">{t('free')}</p>
      </div>
    </form>
  )
}

function DemoKeys({ address }: { address: string }) {
  const t = useTranslations('provide.connect')
  const link = (text: ReactNode) => (
    <a href={address} target="_blank" rel="noreferrer" className="link">
      {text}
    </a>
  )
  return (
    <Callout tone="info" title={t('demoTitle')}>
      {t.rich('demoText', { link })}
    </Callout>
  )
}

type AcceptanceProps = { accepted: boolean; onChange: (accepted: boolean) => void; strict: boolean }

function Acceptance({ accepted, onChange, strict }: AcceptanceProps) {
  const t = useTranslations('provide.connect')
  return (
    <div className="grid gap-1">
      <Checkbox label={t('accept')} checked={accepted} onChange={onChange} required />
      {strict && !accepted && (
        <p role="alert" className="text-sm text-bad">
          {t('problem.accept')}
        </p>
      )}
    </div>
  )
}
