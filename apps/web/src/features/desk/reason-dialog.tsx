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
import { readApiError } from '../errors/read-api-error.ts'
import { newClientId } from '../studio/new-client-id.ts'
import { type Attempt, attemptFor } from '../wallet/top-up/attempt-id.ts'
import { DeskError } from './desk-error.tsx'
import { focusHeading } from './focus-heading.ts'
import { keepable } from './keepable.ts'

type Props = {
  /** The button that opens it. */
  action: string
  title: string
  text?: ReactNode
  /** What it is about, before anything is filled in. */
  facts?: ReactNode
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
  const { action, title, text, done, variant = 'default', size = 'default' } = props
  const t = useTranslations('desk.reason')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const { mutation, readAnew } = useAct(props, () => {
    setOpen(false)
    setReason('')
    toast(done)
  })
  // What is read anew may take this dialog away, so after a refusal it waits until that was read.
  const changeOpen = (next: boolean) => {
    setOpen(next)
    if (next || !mutation.isError) return
    mutation.reset()
    void readAnew()
  }
  const isRefused = mutation.isError && namesText(mutation.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const kept = keepable(reason)
    const short = kept.length < leastLetters
    setTooShort(short)
    props.onCheck?.()
    if (!short && !props.invalid) mutation.mutate(kept)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={changeOpen}
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
        {props.facts}
        {props.children}
        <Field
          label={t('label')}
          hint={t('hint')}
          error={
            tooShort ? t('tooShort', { count: leastLetters }) : isRefused ? t('invalid') : undefined
          }
          required
        >
          <Textarea
            rows={3}
            maxLength={mostLetters}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {mutation.isError && <DeskError error={mutation.error} />}
        <Buttons of={props} isPending={mutation.isPending} onCancel={() => changeOpen(false)} />
      </form>
    </Dialog>
  )
}

type ButtonsProps = { of: Props; isPending: boolean; onCancel: () => void }

function Buttons({ of: { confirm, variant }, isPending, onCancel }: ButtonsProps) {
  const t = useTranslations('desk.reason')
  const common = useTranslations('common')
  return (
    <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
      <Button onClick={onCancel}>{common('cancel')}</Button>
      <Button
        type="submit"
        variant={variant === 'danger' ? 'danger' : 'primary'}
        loading={isPending}
        loadingText={t('working')}
      >
        {confirm}
      </Button>
    </div>
  )
}

function useAct({ act, content = '' }: Props, onDone: () => void) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const attempt = useRef<Attempt | null>(null)
  const readAnew = () => queries.invalidateQueries({ queryKey: trpc.admin.pathKey() })
  const mutation = useMutation({
    mutationFn: (reason: string) => {
      attempt.current = attemptFor(attempt.current, `${content}\n${reason}`, newClientId)
      return act({ clientId: attempt.current.id, reason })
    },
    onSuccess: async () => {
      onDone()
      await readAnew()
      // The button that had the focus is often gone with what was decided.
      requestAnimationFrame(() => focusHeading(document.querySelector<HTMLElement>('main h1')))
    },
  })
  return { mutation, readAnew }
}

/** Whether the server found the reason itself wrong; one step calls it a note. */
function namesText(error: unknown): boolean {
  const { code, fields } = readApiError(error)
  return code === 'INPUT_INVALID' && fields.some((name) => name === 'reason' || name === 'note')
}
