'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import type { ImageView, TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Dialog } from '@aetherflow/ui/dialog'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Heart, RotateCcw, Sprout, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { DisputeTask } from '../disputes/dispute-task.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { DownloadButton } from '../images/download-button.tsx'
import { WorkOnMenu } from '../images/work-on-menu.tsx'
import { RunCancel } from '../runs/run-cancel.tsx'
import { useAgain } from '../runs/use-again.ts'

type Props = { account: string; task: TaskView; run: Receipt['run'] }

/** What can be done with one image. The download is the one coral action. */
export function TaskActions({ account, task, run }: Props) {
  const t = useTranslations('tasks')
  const again = useAgain(account)
  const { image } = task
  const seed = image?.seed ?? task.seed
  const modelIds = [task.modelId]
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {image !== null && <DownloadButton taskId={task.id} image={image} />}
        {image !== null && <WorkOnMenu image={image} />}
        <Button onClick={() => again.edit({ run, modelIds })}>
          <RotateCcw aria-hidden className="size-4" />
          {t('use')}
        </Button>
      </div>
      <div className="-ml-2.5 flex flex-wrap gap-1 empty:hidden">
        {image !== null && <FavouriteButton image={image} />}
        {image !== null && seed !== null && (
          <Button variant="quiet" size="dense" onClick={() => again.edit({ run, modelIds, seed })}>
            <Sprout aria-hidden className="size-4" />
            {t('useSeed')}
          </Button>
        )}
        {image !== null && <DeleteButton image={image} />}
        <DisputeTask task={task} />
      </div>
      <RunCancel tasks={[task]} />
    </div>
  )
}

function FavouriteButton({ image }: { image: ImageView }) {
  const t = useTranslations('tasks')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const mark = useMutation({
    mutationFn: (favourite: boolean) =>
      client.tasks.favourite.mutate({ imageId: image.id, favourite }),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
  })
  // Shown as meant until the answer is there.
  const marked = mark.isPending ? mark.variables : image.favourite
  return (
    <>
      <Button
        variant="quiet"
        size="dense"
        aria-pressed={marked}
        onClick={() => mark.mutate(!marked)}
      >
        <Heart aria-hidden className={`size-4 ${marked ? 'fill-current' : ''}`} />
        {t(marked ? 'unfavourite' : 'favourite')}
      </Button>
      {mark.isError && <ApiError error={mark.error} />}
    </>
  )
}

function DeleteButton({ image }: { image: ImageView }) {
  const t = useTranslations('tasks.delete')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const remove = useMutation({
    mutationFn: () => client.tasks.deleteImage.mutate({ imageId: image.id }),
    onSuccess: () => {
      setOpen(false)
      toast(t('done'))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
  })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('title')}
      description={t('text')}
      closeLabel={common('close')}
      trigger={
        <button type="button" className={buttonClass({ variant: 'quiet', size: 'dense' })}>
          <Trash2 aria-hidden className="size-4" />
          {t('action')}
        </button>
      }
      actions={
        <>
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      {remove.isError && <ApiError error={remove.error} />}
    </Dialog>
  )
}
