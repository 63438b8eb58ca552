'use client'
import type { IncidentView } from '@aetherflow/api/admin/order-schemas'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

const actions = ['refund', 'recheck', 'dismiss'] as const

/** Without an order there is nothing to refund to or to ask about again. */
const possible = ({ orderId }: IncidentView) => (orderId === null ? ['dismiss' as const] : actions)

/** Give the payment back, ask the gateway again, or leave it as it is; each with its reason. */
export function ResolveIncident({ incident }: { incident: IncidentView }) {
  const t = useTranslations('desk.incidents')
  const client = useTRPCClient()
  return (
    <span className="flex flex-wrap gap-1.5">
      {possible(incident).map((action) => (
        <ReasonDialog
          key={action}
          size="dense"
          action={t(`action.${action}`)}
          title={t(`ask.${action}`)}
          text={t(`text.${action}`)}
          confirm={t(`action.${action}`)}
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
