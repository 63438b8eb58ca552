import { resourceInput } from '@aetherflow/api/gateway/schemas'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { stepOfResource } from '../../../../../features/provide/wizard/step-of-resource.ts'
import { Wizard } from '../../../../../features/provide/wizard/wizard.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { redirect } from '../../../../../i18n/navigation.ts'
import { routes } from '../../../../../routes.ts'
import { demoKeysAddress } from '../../../../../server/demo-keys-address.ts'
import { orNotFound } from '../../../../../trpc/or-not-found.ts'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('provide.wizard'))('page') }
}

export default async function ConnectPage({ searchParams }: Props) {
  const { role } = await requireViewer()
  const [caller, locale, asked] = await Promise.all([serverCaller(), getLocale(), searchParams])
  if (role !== 'provider') redirect({ href: routes.provide, locale })
  const id = resourceInput.safeParse({ resourceId: asked.resource })
  const [catalogue, resource, verification] = await Promise.all([
    caller.gateway.catalogue(),
    id.success ? orNotFound(caller.gateway.resource(id.data)) : null,
    id.success ? prefetched(caller.gateway.verification(id.data)) : undefined,
  ])
  const step = stepOfResource(resource, asked.step, new Date())
  // What is live or stopped has left the wizard; its own page goes on.
  if (step === null)
    return redirect({
      href: resource === null ? routes.provide : routes.resource(resource.id),
      locale,
    })
  return (
    <ClientMessages namespaces={['provide', 'errors']}>
      <PageBody>
        <Wizard
          // A link to another resource, or to a fresh start, is another wizard.
          key={resource?.id ?? 'new'}
          catalogue={catalogue}
          demoKeysAddress={catalogue.demoKeysOnly ? demoKeysAddress(locale) : null}
          initialStep={step}
          initialResource={resource}
          initialVerification={verification}
        />
      </PageBody>
    </ClientMessages>
  )
}
