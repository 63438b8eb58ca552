'use client'
import { Button } from '@aetherflow/ui/button'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { typesOfFilter } from './statement-filters.ts'
import { type Period, spanOf, spanOfFile, type StatementQuery } from './statement-query.ts'

/** Periods that can be longer than a file. */
const mayBeCut: readonly Period[] = ['all', 'own']

/** The lines of the chosen period and kind as a file; at most a year at once, which is said before. */
export function ExportButton({ query }: { query: StatementQuery }) {
  const t = useTranslations('wallet.statement')
  const client = useTRPCClient()
  const locale = useLocale()
  const fetching = useMutation({
    mutationFn: async () => {
      const now = new Date()
      const { from, until, isCut } = spanOfFile(spanOf(query, now), now)
      const types = typesOfFilter(query.filter)
      const { url } = await client.wallet.exportStatement.query({ from, until, types, locale })
      return { url, isCut }
    },
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return (
    <div className="grid gap-2 justify-self-end">
      <Button
        variant="quiet"
        loading={fetching.isPending}
        loadingText={t('exporting')}
        onClick={() => fetching.mutate()}
      >
        <Download aria-hidden className="size-4" />
        {t('export')}
      </Button>
      <output className="block text-end text-xs text-ink-2 empty:hidden">
        {fetching.data?.isCut === true
          ? t('exportYear')
          : mayBeCut.includes(query.period) && t('exportLimit')}
      </output>
      {fetching.error !== null && <ApiError error={fetching.error} />}
    </div>
  )
}
