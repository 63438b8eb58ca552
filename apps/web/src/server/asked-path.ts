/** Carries the address of the page that was asked for from our server to its layout, which Next does not tell. */
export const askedPathHeader = 'x-aetherflow-asked-path'

/** Path and query as the reader knows them: without the marks of Next's own partial requests. */
export function askedPath(url: string): string {
  const [path = '/', query = ''] = url.split('?', 2)
  const search = new URLSearchParams(query)
  search.delete('_rsc')
  return search.size === 0 ? path : `${path}?${search.toString()}`
}
