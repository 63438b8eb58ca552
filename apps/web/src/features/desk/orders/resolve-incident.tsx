'use client'
import type { IncidentView } from '@aetherflow/api/admin/order-schemas'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'
import { waysToClose } from './ways-to-close.ts'

/** The ways to close a payment that does not fit, as far as its reason leaves them; each asks why. */
export function ResolveIncident({ incident }: { incident: IncidentView }) {
  const t = useTranslations('desk.incidents')
  const client = useTRPCClient()
  return (
    <span className="flex flex-wrap gap-1.5">
      {waysToClose(incident).map(({ action, words }) => (
        <ReasonDialog
          key={action}
          size="dense"
          action={t(`action.${words}`)}
          title={t(`ask.${words}`)}
          text={t(`text.${words}`)}
          confirm={t(`action.${words}`)}
          done={t('done')}
          variant={action === 'refund' ? 'danger' : 'default'}
          act={({ clientId, reason }) =>
            client.admin.resolveIncident.mutate({
              clientId,
              incidentId: incident.id,
              action,
              note: reason,
            })
          }
        />
      ))}
    </span>
  )
}
