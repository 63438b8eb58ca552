'use client'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Dialog } from '@aetherflow/ui/dialog'
import { Field } from '@aetherflow/ui/field'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Textarea } from '@aetherflow/ui/textarea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Flag } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useRouter } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { newClientId } from '../studio/new-client-id.ts'
import { type Attempt, attemptFor } from '../wallet/top-up/attempt-id.ts'
import { disputeTypes, type DisputeType, leastLetters, mostLetters } from './dispute-types.ts'

type Props = { taskId: string; until: string }

/** The question and its form: what is wrong, in a choice and in words. */
export function OpenDispute({ taskId, until }: Props) {
  const t = useTranslations('disputes.open')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('title')}
      description={t('text', { until })}
      closeLabel={common('close')}
      trigger={
        <button type="button" className={buttonClass({ variant: 'quiet', size: 'dense' })}>
          <Flag aria-hidden className="size-4" />
          {t('action')}
        </button>
      }
    >
      <DisputeForm taskId={taskId} onCancel={() => setOpen(false)} />
    </Dialog>
  )
}

function DisputeForm({ taskId, onCancel }: { taskId: string; onCancel: () => void }) {
  const t = useTranslations('disputes')
  const common = useTranslations('common')
  const [type, setType] = useState<DisputeType>('poor_quality')
  const [description, setDescription] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const submit = useOpen(taskId)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const short = description.trim().length < leastLetters
    setTooShort(short)
    if (!short) submit.mutate({ type, description: description.trim() })
  }
  return (
    <form noValidate onSubmit={send} className="grid gap-4">
      <RadioGroup
        label={t('open.type')}
        look="card"
        options={disputeTypes.map((value) => ({
          value,
          name: t(`type.${value}`),
          label: (
            <>
              <span className="block font-semibold">{t(`type.${value}`)}</span>
              <span className="block text-sm text-ink-2">{t(`typeText.${value}`)}</span>
            </>
          ),
        }))}
        value={type}
        onChange={setType}
      />
      <Field
        label={t('open.description')}
        hint={t('open.descriptionHint')}
        aside={`${description.length} / ${mostLetters}`}
        error={tooShort ? t('open.tooShort', { count: leastLetters }) : undefined}
        required
      >
        <Textarea
          value={description}
          maxLength={mostLetters}
          rows={4}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {submit.isError && <ApiError error={submit.error} />}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          loading={submit.isPending}
          loadingText={t('open.sending')}
        >
          {t('open.send')}
        </Button>
      </div>
    </form>
  )
}

/** Sends under one client id while the content is the same, so that a lost answer opens nothing twice. */
function useOpen(taskId: string) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const router = useRouter()
  const attempt = useRef<Attempt | null>(null)
  return useMutation({
    mutationFn: (input: { type: DisputeType; description: string }) => {
      attempt.current = attemptFor(attempt.current, JSON.stringify(input), newClientId)
      return client.disputes.open.mutate({ clientId: attempt.current.id, taskId, ...input })
    },
    onSuccess: ({ id }) => router.push(routes.dispute(id)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: trpc.disputes.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
      ]),
  })
}
