'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { DepositError } from '../connect/deposit-error.tsx'
import { depositKey } from '../connect/deposit-key.ts'
import { KeyInput } from '../connect/key-input.tsx'
import { type Recognised, recogniseKey } from '../connect/recognise-key.ts'
import { takeOut } from '../connect/use-deposit.ts'

type Props = {
  resource: ResourceView
  looks: string
  demoKeysOnly: boolean
  onDone: () => void
  onCancel: () => void
}

/** A newer key for a resource: sealed here like the first one; the one in use serves until it has passed. */
export function RotateForm({ resource, looks, demoKeysOnly, onDone, onCancel }: Props) {
  const t = useTranslations('provide.keys')
  const common = useTranslations('common')
  const field = useRef<HTMLInputElement>(null)
  const [recognised, setRecognised] = useState<Recognised>({ kind: 'empty' })
  const [strict, setStrict] = useState(false)
  const rotation = useRotation(resource.id, () => takeOut(field.current), onDone)
  const look = (key: string) => {
    const found = recogniseKey(key, { upstreamId: resource.upstreamId, demoKeysOnly })
    // A real key has no business in a demo, not even in its field.
    if (found.kind === 'real-in-demo' && field.current !== null) field.current.value = ''
    setRecognised(found)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setStrict(true)
    if (recognised.kind !== 'known') return field.current?.focus()
    await rotation.start()
    look(field.current?.value.trim() ?? '')
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid max-w-reading gap-5 border-l-2 border-flow pl-4"
    >
      <p className="text-ink-2">{t('how')}</p>
      <KeyInput
        field={field}
        recognised={recognised}
        strict={strict}
        vendorName={resource.upstreamName}
        looks={looks}
        onKey={look}
      />
      {rotation.error !== null && <DepositError error={rotation.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={rotation.busy} loadingText={t('sealing')}>
          {t('submit')}
        </Button>
        <Button onClick={onCancel}>{common('cancel')}</Button>
      </div>
    </form>
  )
}

function useRotation(resourceId: string, takeKey: () => string, onDone: () => void) {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const start = async () => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await depositKey(
        { resourceId },
        {
          begin: (input) => client.gateway.beginRotation.mutate(input),
          complete: (input) => client.gateway.completeDeposit.mutate(input),
          takeKey,
        },
      )
      await queries.invalidateQueries(trpc.gateway.pathFilter())
      onDone()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return { start, busy, error }
}
