'use client'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'

type Props = {
  /** Null for everything that the viewer offers. */
  resource: { id: string; name: string } | null
}

/** The kill switch, with what it does and does not do in words. */
export function StopDialog({ resource }: Props) {
  const t = useTranslations('provide.stop')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const stop = useMutation({
    ...trpc.gateway.stopResources.mutationOptions(),
    onSuccess: async ({ stopped }) => {
      await queries.invalidateQueries(trpc.gateway.pathFilter())
      setOpen(false)
      toast(t('done', { count: stopped }))
    },
  })
  const changeOpen = (next: boolean) => {
    setOpen(next)
    if (!next) stop.reset()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={changeOpen}
      title={resource === null ? t('titleAll') : t('title', { name: resource.name })}
      description={t('text')}
      closeLabel={common('close')}
      trigger={<Button variant="danger">{resource === null ? t('actionAll') : t('action')}</Button>}
      actions={
        <>
          <Button onClick={() => changeOpen(false)}>{common('cancel')}</Button>
          <Button
            variant="danger"
            loading={stop.isPending}
            onClick={() => stop.mutate({ resourceId: resource?.id ?? null })}
          >
            {t('confirm')}
          </Button>
        </>
      }
    >
      {stop.error !== null && <ApiError error={stop.error} />}
    </Dialog>
  )
}
