'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Acceptance } from './acceptance.tsx'
import { problemOfName } from '../settings/settings-draft.ts'
import { DepositError } from './deposit-error.tsx'
import { KeyInput } from './key-input.tsx'
import { type Recognised, recogniseKey } from './recognise-key.ts'
import { useDeposit } from './use-deposit.ts'
import { type Audience, VendorField } from './vendor-field.tsx'
import { useWarranty, Warranty } from './warranty.tsx'

type Props = {
  catalogue: Catalogue
  /** The simulator's page, in the demo only. */
  demoKeysAddress: string | null
  onDone: (resourceId: string) => void
}

/** Step 1: whose key it is, the notice that has to be accepted, and the key, which never leaves unsealed. */
export function KeyForm({ catalogue, demoKeysAddress, onDone }: Props) {
  const t = useTranslations('provide.connect')
  const first = firstOf(catalogue)
  if (first === undefined)
    return (
      <Callout tone="warn" title={t('closedTitle')}>
        {t('closedText')}
      </Callout>
    )
  return (
    <OpenForm
      catalogue={catalogue}
      first={first.id}
      demoKeysAddress={demoKeysAddress}
      onDone={onDone}
    />
  )
}

/** Stability where it is open, because its keys are the commonest; else the first that is. */
function firstOf({ upstreams }: Catalogue) {
  const open = upstreams.filter(({ depositOpen }) => depositOpen)
  return open.find(({ id }) => id === 'stability') ?? open[0] ?? upstreams[0]
}

function OpenForm({ catalogue, first, demoKeysAddress, onDone }: Props & { first: string }) {
  const t = useTranslations('provide.connect')
  const ts = useTranslations('provide.settings')
  const form = useKeyForm(catalogue, first, onDone)
  const { field, recognised, strict, upstream, name, notice, deposit } = form
  if (upstream === undefined) return null
  const nameProblem = problemOfName(name)
  return (
    <form
      noValidate
      onSubmit={(event) => void form.submit(event)}
      className="grid max-w-reading gap-6"
    >
      {demoKeysAddress !== null && <DemoKeys address={demoKeysAddress} />}
      <VendorField
        upstreams={catalogue.upstreams}
        upstream={upstream}
        audience={form.audience}
        onUpstream={form.choose}
        onAudience={form.setAudience}
      />
      <KeyInput
        field={field}
        recognised={recognised}
        strict={strict}
        vendorName={upstream.name}
        looks={catalogue.demoKeysOnly ? 'sk-sim-…' : upstream.keyHint}
        onKey={form.look}
      />
      <Field
        label={t('name')}
        hint={t('nameHint')}
        error={strict && nameProblem !== null ? ts(`problem.${nameProblem}`) : undefined}
      >
        <Input value={name} maxLength={80} onChange={(event) => form.setName(event.target.value)} />
      </Field>
      <Warranty query={notice} />
      {notice.data !== undefined && (
        <Acceptance accepted={form.accepted} onChange={form.setAccepted} strict={strict} />
      )}
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

function useKeyForm(
  { upstreams, demoKeysOnly }: Catalogue,
  first: string,
  onDone: Props['onDone'],
) {
  const t = useTranslations('provide.connect')
  const field = useRef<HTMLInputElement>(null)
  const [upstreamId, setUpstreamId] = useState(first)
  const [chosen, setAudience] = useState<Audience>('deposited_key')
  const [recognised, setRecognised] = useState<Recognised>({ kind: 'empty' })
  const [name, setName] = useState(t('defaultName'))
  const [accepted, setAccepted] = useState(false)
  const [strict, setStrict] = useState(false)
  const deposit = useDeposit(field, onDone)
  const notice = useWarranty(upstreamId)
  const upstream = upstreams.find(({ id }) => id === upstreamId)
  const audience = upstream?.depositOpen === false ? 'own_key' : chosen
  const judge = (key: string, id: string) => {
    const found = recogniseKey(key, { upstreamId: id, demoKeysOnly })
    // A real key has no business in a demo, not even in its field.
    if (found.kind === 'real-in-demo' && field.current !== null) field.current.value = ''
    setRecognised(found)
  }
  const look = (key: string) => judge(key, upstreamId)
  const choose = (id: string) => {
    setUpstreamId(id)
    // Another vendor, another notice.
    setAccepted(false)
    judge(field.current?.value.trim() ?? '', id)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setStrict(true)
    const warranty = notice.data
    if (
      recognised.kind !== 'known' ||
      warranty === undefined ||
      !accepted ||
      problemOfName(name) !== null
    )
      return field.current?.focus()
    await deposit.start({
      upstreamId,
      kind: audience,
      name: name.trim(),
      warrantyVersion: warranty.version,
      warrantyHash: warranty.textHash,
    })
    look(field.current?.value.trim() ?? '')
  }
  return {
    field,
    upstream,
    audience,
    recognised,
    name,
    accepted,
    strict,
    deposit,
    notice,
    setAudience,
    setName,
    setAccepted,
    look,
    choose,
    submit,
  }
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
