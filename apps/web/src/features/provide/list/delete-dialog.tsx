'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { useTranslations } from 'next-intl'
import { ApiError } from '../../errors/api-error.tsx'
import type { ResourceActions } from './use-resource-actions.ts'

type Props = {
  /** Null while nothing is to be deleted. */
  resource: Pick<ResourceView, 'id' | 'name'> | null
  remove: ResourceActions['remove']
  onClose: () => void
  onDeleted?: () => void
}

/** Asks before a key is destroyed, and says what stays. */
export function DeleteDialog({ resource, remove, onClose, onDeleted }: Props) {
  const t = useTranslations('provide.delete')
  const common = useTranslations('common')
  const confirm = () => {
    if (resource === null) return
    const after = () => (onDeleted ?? onClose)()
    remove.mutate({ resourceId: resource.id }, { onSuccess: after })
  }
  return (
    <Dialog
      open={resource !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: resource?.name ?? '' })}
      description={t('text')}
      closeLabel={common('close')}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={confirm}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      {remove.error !== null && <ApiError error={remove.error} />}
    </Dialog>
  )
}
