'use client'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { Field } from '@aetherflow/ui/field'
import { Textarea } from '@aetherflow/ui/textarea'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { newClientId } from '../studio/new-client-id.ts'
import { type Attempt, attemptFor } from '../wallet/top-up/attempt-id.ts'

type Props = {
  /** The button that opens it. */
  action: string
  title: string
  text?: ReactNode
  confirm: string
  done: string
  variant?: 'danger' | 'primary' | 'default'
  size?: 'default' | 'dense'
  /** Fields of its own, above the reason. */
  children?: ReactNode
  /** A field of its own that is not right yet: nothing is sent. */
  invalid?: boolean
  /** Somebody wants to send: the fields say now what they miss. */
  onCheck?: () => void
  /** What the fields hold, so that the same request keeps its client id. */
  content?: string
  act: (request: { clientId: string; reason: string }) => Promise<unknown>
}

const leastLetters = 3
const mostLetters = 500

/** A step of an admin: what it does, why, and only then the button. Repeating it does it once. */
export function ReasonDialog(props: Props) {
  const { action, title, text, confirm, done, variant = 'default', size = 'default' } = props
  const t = useTranslations('desk.reason')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const mutation = useAct(props, () => {
    setOpen(false)
    setReason('')
    toast(done)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const short = reason.trim().length < leastLetters
    setTooShort(short)
    props.onCheck?.()
    if (!short && !props.invalid) mutation.mutate(reason.trim())
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={title}
      description={text}
      closeLabel={common('close')}
      trigger={
        <Button variant={variant === 'danger' ? 'danger' : 'default'} size={size}>
          {action}
        </Button>
      }
    >
      <form noValidate onSubmit={submit} className="grid gap-4">
        {props.children}
        <Field
          label={t('label')}
          hint={t('hint')}
          error={tooShort ? t('tooShort', { count: leastLetters }) : undefined}
          required
        >
          <Textarea
            rows={3}
            maxLength={mostLetters}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {mutation.isError && <ApiError error={mutation.error} />}
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button
            type="submit"
            variant={variant === 'danger' ? 'danger' : 'primary'}
            loading={mutation.isPending}
            loadingText={t('working')}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function useAct({ act, content = '' }: Props, onDone: () => void) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const attempt = useRef<Attempt | null>(null)
  return useMutation({
    mutationFn: (reason: string) => {
      attempt.current = attemptFor(attempt.current, `${content}\n${reason}`, newClientId)
      return act({ clientId: attempt.current.id, reason })
    },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.pathKey() }),
  })
}
