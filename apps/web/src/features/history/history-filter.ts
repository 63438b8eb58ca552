import type { TaskView } from '@aetherflow/api/tasks/schemas'

export const statusGroups = ['all', 'delivered', 'running', 'failed', 'cancelled'] as const
export type StatusGroup = (typeof statusGroups)[number]

export type HistoryFilter = { status: StatusGroup; model: string; favourites: boolean }

const statusesOf: Record<StatusGroup, TaskView['status'][]> = {
  all: [],
  delivered: ['completed', 'refunded'],
  running: ['pending', 'processing'],
  failed: ['failed', 'expired'],
  cancelled: ['cancelled'],
}

/** The filter that an address means; what makes no sense there is as if it were not there. */
export function filterOfQuery(query: { get: (name: string) => string | null }): HistoryFilter {
  const status = statusGroups.find((group) => group === query.get('status')) ?? 'all'
  const model = query.get('model') ?? ''
  return {
    status,
    model: /^[a-z0-9.:-]{1,80}$/.test(model) ? model : '',
    favourites: query.get('favourites') === '1',
  }
}

/** The other way: only what differs from showing everything. */
export function queryOfFilter({ status, model, favourites }: HistoryFilter): string {
  const query = new URLSearchParams({
    ...(status === 'all' ? {} : { status }),
    ...(model === '' ? {} : { model }),
    ...(favourites ? { favourites: '1' } : {}),
  })
  return query.toString()
}

export const isFiltered = (filter: HistoryFilter): boolean => queryOfFilter(filter) !== ''

/** What is asked of the server. */
export function inputOfFilter({ status, model, favourites }: HistoryFilter) {
  return { statuses: statusesOf[status], favourites, ...(model === '' ? {} : { modelId: model }) }
}

/** Whether a task that has changed meanwhile still belongs under the filter. */
export const fitsFilter = ({ status }: Pick<TaskView, 'status'>, filter: HistoryFilter): boolean =>
  filter.status === 'all' || statusesOf[filter.status].includes(status)
