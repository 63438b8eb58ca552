import createMiddleware from 'next-intl/middleware'
import { routing } from './i18n/routing.ts'

/** Chooses the language of a page: path, then cookie, then Accept-Language. It authorizes nothing. */
export const proxy = createMiddleware(routing)

export const config = { matcher: ['/((?!api(?:/|$)|_next/|assets/|icon\\.svg$|robots\\.txt$).*)'] }
