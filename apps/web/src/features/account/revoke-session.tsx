'use client'
import { Button } from '@aetherflow/ui/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '../../trpc/client.tsx'
import { useErrorText } from '../errors/use-error-text.ts'

type Props = { session: { id: string; lastSeenAt: Date }; device: string }

export function RevokeSession({ session, device }: Props) {
  const t = useTranslations('account.sessions')
  const format = useFormatter()
  const textOf = useErrorText()
  const queries = useQueryClient()
  const { identity } = useTRPC()
  const revoking = useMutation(
    identity.revokeSession.mutationOptions({
      onSettled: () => queries.invalidateQueries(identity.sessions.queryFilter()),
    }),
  )
  const seen = format.dateTime(session.lastSeenAt, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {revoking.error && (
        <span role="alert" className="text-sm text-bad">
          {textOf(revoking.error).what}
        </span>
      )}
      <Button
        size="dense"
        aria-label={t('revokeNamed', { device, seen })}
        onClick={() => revoking.mutate({ sessionId: session.id })}
        loading={revoking.isPending}
        loadingText={t('revoking')}
      >
        {t('revoke')}
      </Button>
    </span>
  )
}
