import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'

/** A resource's upstream with the models that its key may use, which may be less than all. */
export function offeredBy(
  { upstreams }: Pick<Catalogue, 'upstreams'>,
  { upstreamId, keyModelIds }: Pick<ResourceView, 'upstreamId' | 'keyModelIds'>,
): Catalogue['upstreams'][number] | undefined {
  const upstream = upstreams.find(({ id }) => id === upstreamId)
  if (upstream === undefined || keyModelIds.length === 0) return upstream
  return { ...upstream, models: upstream.models.filter(({ id }) => keyModelIds.includes(id)) }
}
