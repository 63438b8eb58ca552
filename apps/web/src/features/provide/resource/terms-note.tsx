'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Dialog } from '@aetherflow/ui/dialog'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { useWarranty, Warranty } from '../connect/warranty.tsx'

/** A newer notice is in force than the one that was accepted: shown anew, and accepted by its text. */
export function TermsNote({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.terms')
  const [open, setOpen] = useState(false)
  if (!resource.termsChanged) return null
  const read = <Button onClick={() => setOpen(true)}>{t('read')}</Button>
  return (
    <>
      <Callout tone="warn" title={t('title')} action={read}>
        {t('text')}
      </Callout>
      {open && <TermsDialog resource={resource} onClose={() => setOpen(false)} />}
    </>
  )
}

function TermsDialog({ resource, onClose }: { resource: ResourceView; onClose: () => void }) {
  const t = useTranslations('provide.terms')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const notice = useWarranty(resource.upstreamId)
  const accept = useMutation({
    ...trpc.gateway.acceptWarranty.mutationOptions(),
    onSuccess: async () => {
      await queries.invalidateQueries(trpc.gateway.pathFilter())
      onClose()
    },
  })
  const warranty = notice.data
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t('title')}
      closeLabel={common('close')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            disabled={warranty === undefined}
            loading={accept.isPending}
            onClick={() =>
              warranty !== undefined &&
              accept.mutate({
                resourceId: resource.id,
                warrantyVersion: warranty.version,
                warrantyHash: warranty.textHash,
              })
            }
          >
            {t('accept')}
          </Button>
        </>
      }
    >
      <Warranty query={notice} />
      {accept.error !== null && <ApiError error={accept.error} />}
    </Dialog>
  )
}
