import 'server-only'

/** What a page could read for its first paint. What failed is asked again by the browser, which shows the error in its place. */
export async function prefetched<Answer>(reading: Promise<Answer>): Promise<Answer | undefined> {
  return reading.catch(() => undefined)
}
