import 'server-only'
import { notFound } from 'next/navigation'

/** What a page is about, or the page that says that there is none; other errors stay errors. */
export async function orNotFound<Answer>(reading: Promise<Answer>): Promise<Answer> {
  return reading.catch((error: unknown) => {
    // By code, not by class: the API may be loaded twice in this process.
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') notFound()
    throw error
  })
}
