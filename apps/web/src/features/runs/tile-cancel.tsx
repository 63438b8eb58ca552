'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCancel } from './use-cancel.ts'

/** Cancels one image of several while nobody has been asked for it; what comes back is said by the tile then. */
export function TileCancel({ task }: { task: TaskView }) {
  const t = useTranslations('runs')
  const cancel = useCancel()
  if (!task.cancellable || cancel.isSuccess) return null
  const label = t('cancelOne', { number: task.index + 1 })
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={cancel.isPending}
      onClick={() => cancel.mutate([task.id])}
      className="absolute top-1 right-1 grid size-dense place-items-center rounded-control text-ink-2 hover:bg-foam hover:text-ink disabled:opacity-55"
    >
      <X aria-hidden className="size-4" />
    </button>
  )
}
