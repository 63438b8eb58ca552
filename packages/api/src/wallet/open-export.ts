import type { Deps } from '../deps.ts'
import { providerMonthCsv } from './internal/provider-month-csv.ts'
import { statementCsv } from './internal/statement-csv.ts'
import { exportInput, providerExportInput } from './statement-schemas.ts'

export type OpenedExport = { fileName: string; pieces: AsyncGenerator<string> }

/**
 * The file behind the path of a signed address, for the user who asks: null when the path names another
 * owner or no file. Nothing is read before the first piece is taken.
 */
export function openExport(
  deps: Pick<Deps, 'sql'>,
  userId: string,
  path: string,
): OpenedExport | null {
  const [kind, owner, ...parts] = path.split('/').slice(3)
  if (owner !== userId) return null
  if (kind === 'statement') return openStatement(deps, userId, parts)
  if (kind === 'provider') return openProviderMonth(deps, userId, parts)
  return null
}

function openStatement(
  { sql }: Pick<Deps, 'sql'>,
  userId: string,
  [from, until, locale, types = '']: string[],
): OpenedExport | null {
  const asked = exportInput.safeParse({
    from: new Date(Number(from)),
    until: new Date(Number(until)),
    locale,
    types: types === 'all' ? [] : types.split('~'),
  })
  if (!asked.success) return null
  const first = asked.data.from.toISOString().slice(0, 10)
  const last = new Date(asked.data.until.getTime() - 1).toISOString().slice(0, 10)
  return {
    fileName: `aetherflow-statement-${first}-to-${last}.csv`,
    pieces: statementCsv(sql, userId, asked.data),
  }
}

function openProviderMonth(
  { sql }: Pick<Deps, 'sql'>,
  userId: string,
  [month, locale]: string[],
): OpenedExport | null {
  const asked = providerExportInput.safeParse({ month, locale })
  if (!asked.success) return null
  return {
    fileName: `aetherflow-earnings-${asked.data.month}.csv`,
    pieces: providerMonthCsv(sql, userId, asked.data),
  }
}
