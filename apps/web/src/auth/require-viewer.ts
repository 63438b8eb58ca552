import 'server-only'
import type { UserActor } from '@aetherflow/api/context'
import { getLocale } from 'next-intl/server'
import { headers } from 'next/headers'
import { cache } from 'react'
import { redirect } from '../i18n/navigation.ts'
import { routes } from '../routes.ts'
import { askedPathHeader } from '../server/asked-path.ts'
import { readActor } from './read-viewer.ts'

/**
 * Who looks at a signed-in page; a visitor is sent to sign in and from there back here. Every page calls it,
 * not only the layout: a layout is kept while its pages change.
 */
export const requireViewer = cache(async (): Promise<UserActor> => {
  const actor = await readActor()
  if (actor !== null) return actor
  const asked = (await headers()).get(askedPathHeader)
  return redirect({
    href: { pathname: routes.signIn, query: asked === null ? {} : { callbackUrl: asked } },
    locale: await getLocale(),
  })
})
