import type { ResourceView } from '../schemas.ts'
import type { ResourceRow } from './find-own-resource.ts'
import { fromHoursMask } from './hours-mask.ts'

/** What an owner sees of a resource. Counters of another day or month read as 0. */
export function toResourceView(row: ResourceRow, now: Date): ResourceView {
  const day = now.toISOString().slice(0, 10)
  const { counter, upstreamAccount: account } = row
  const sameDay = counter !== null && counter.day.toISOString().slice(0, 10) === day
  const sameMonth = counter !== null && counter.month.toISOString().slice(0, 7) === day.slice(0, 7)
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    upstreamId: row.upstreamId,
    upstreamName: row.upstream.name,
    maskedTail: row.credentials[0]?.maskedTail ?? '',
    ...keysOf(row),
    balanceDeclared: account?.balanceDeclared ?? false,
    termsChanged: row.warrantyVersion !== row.upstream.warrantyVersion,
    status: row.status,
    statusReason: row.statusReason,
    statusAt: row.statusAt,
    priceE4: row.priceE4,
    dailyLimitE4: row.dailyLimitE4,
    monthlyLimitE4: row.monthlyLimitE4,
    floorBalanceE4: row.floorBalanceE4,
    concurrencyLimit: row.concurrencyLimit,
    requestsPerMinute: row.requestsPerMinute,
    modelIds: row.modelIds,
    keyModelIds: row.keyModelIds,
    hours: fromHoursMask(row.hoursMask),
    usedTodayE4: sameDay ? counter.dayUsedE4 : 0n,
    usedThisMonthE4: sameMonth ? counter.monthUsedE4 : 0n,
    inFlight: counter?.inFlight ?? 0,
    upstreamBalanceE4: remaining(account),
    upstreamBalanceAt: account?.balanceAt ?? null,
    createdAt: row.createdAt,
  }
}

function keysOf({ credentials }: ResourceRow): Pick<ResourceView, 'keyVersion' | 'newerKey'> {
  const [first, second] = credentials
  if (first?.state !== 'active') return { keyVersion: null, newerKey: null }
  const newer = second !== undefined && second.version > first.version ? second : null
  const state =
    newer?.state === 'sealed' ? 'verifying' : newer?.state === 'refused' ? 'failed' : null
  return {
    keyVersion: first.version,
    newerKey:
      newer === null || state === null
        ? null
        : { version: newer.version, maskedTail: newer.maskedTail ?? '', state },
  }
}

function remaining(account: ResourceRow['upstreamAccount']): bigint | null {
  if (account === null || account.balanceE4 === null) return null
  const left = account.balanceE4 - account.spentSinceE4
  return left > 0n ? left : 0n
}
