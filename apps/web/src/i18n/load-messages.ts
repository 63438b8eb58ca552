import { type Messages, namespaces } from './namespaces.ts'
import type { Locale } from './routing.ts'

/** All texts of one language, on the server; the browser gets only what <ClientMessages> names. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const files = await Promise.all(
    namespaces.map(async (name) => {
      const file: { default: unknown } = await import(`../../messages/${locale}/${name}.json`)
      return [name, file.default] as const
    }),
  )
  return Object.fromEntries(files) as Messages
}
