'use client'
import type { UserRow } from '@aetherflow/api/admin/user-schemas'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

/** Freezes an account, or frees it again; not an admin's, and not one that is closed. */
export function SetStatus({ user }: { user: UserRow }) {
  const t = useTranslations('desk.user')
  const client = useTRPCClient()
  if (user.role === 'admin' || user.status === 'disabled') return null
  const next = user.status === 'active' ? 'frozen' : 'active'
  return (
    <ReasonDialog
      key={next}
      action={t(`set.${next}`)}
      title={t(`setTitle.${next}`)}
      text={t(`setText.${next}`)}
      confirm={t(`set.${next}`)}
      done={t('setDone')}
      variant={next === 'frozen' ? 'danger' : 'default'}
      act={(request) =>
        client.admin.setUserStatus.mutate({ userId: user.id, status: next, ...request })
      }
    />
  )
}
