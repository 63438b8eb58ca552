import { routes } from '../../routes.ts'

/** Pages that make no sense once somebody is signed in. */
const doors: readonly string[] = [routes.signIn, routes.signUp, routes.forgotPassword]

/**
 * Where to go after signing in: a page of this very site, without its language, or the studio. Whatever came
 * in an address is taken apart, so that no link sends a person to another site with our name on it.
 */
export function callbackPath(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || asked.length > 2048 || !URL.canParse(asked, origin))
    return routes.studio
  const url = new URL(asked, origin)
  // blob: and the like have our origin too, but no path of ours; `//` would be read as another host.
  const isOurs =
    url.origin === origin && url.pathname.startsWith('/') && !url.pathname.includes('//')
  const page = url.pathname.replace(/^\/(en|zh)(?=\/|$)/, '') || routes.home
  if (!isOurs || page === routes.home || page.startsWith('/api/') || doors.includes(page))
    return routes.studio
  return `${page}${url.search}${url.hash}`
}
