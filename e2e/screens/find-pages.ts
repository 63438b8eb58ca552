import type { Person } from '../browser/open-browser.ts'

export type ScreenPage = { name: string; url: string }

const fixed = {
  visitor: [
    { name: 'landing', url: '' },
    { name: 'sign-up', url: '/sign-up' },
    { name: 'sign-in', url: '/sign-in' },
    { name: 'verify-email', url: '/verify-email' },
    { name: 'forgot-password', url: '/forgot-password' },
    { name: 'reset-password', url: '/reset-password' },
    { name: 'outbox', url: '/outbox' },
    { name: 'not-found', url: '/nowhere' },
  ],
  consumer: [
    { name: 'studio', url: '/studio' },
    { name: 'history', url: '/history' },
    { name: 'wallet', url: '/wallet' },
    { name: 'wallet-orders', url: '/wallet?tab=orders' },
    { name: 'wallet-usage', url: '/wallet?tab=usage' },
    { name: 'disputes', url: '/disputes' },
    { name: 'account', url: '/account' },
    { name: 'become-provider', url: '/provide' },
  ],
  provider: [
    { name: 'studio-empty', url: '/studio' },
    { name: 'history-empty', url: '/history' },
    { name: 'provide', url: '/provide' },
    { name: 'provide-connect', url: '/provide/new' },
    { name: 'wallet-provider', url: '/wallet' },
    { name: 'earnings', url: '/provide/earnings' },
    { name: 'provide-disputes', url: '/provide/disputes' },
  ],
  admin: [
    { name: 'desk', url: '/desk' },
    { name: 'desk-disputes', url: '/desk/disputes' },
    { name: 'desk-orders', url: '/desk/orders' },
    { name: 'desk-incidents', url: '/desk/orders?tab=incidents' },
    { name: 'desk-refunds', url: '/desk/orders?tab=refunds' },
    { name: 'desk-chargebacks', url: '/desk/orders?tab=chargebacks' },
    { name: 'desk-statements', url: '/desk/orders?tab=statements' },
    { name: 'desk-approvals', url: '/desk/approvals' },
    { name: 'desk-keys', url: '/desk/keys' },
    { name: 'desk-users', url: '/desk/users' },
    { name: 'desk-transfers', url: '/desk/transfers' },
    { name: 'desk-audit', url: '/desk/audit' },
  ],
} satisfies Record<string, ScreenPage[]>

/** The pages a role can reach: the fixed ones, and one of each kind that has an id in its address. */
export async function findPages(person: Person, role: keyof typeof fixed): Promise<ScreenPage[]> {
  const found: ScreenPage[] = [...fixed[role]]
  const add = async (name: string, from: string, pattern: string, below = '') => {
    const url = await firstLink(person, from, pattern)
    if (url !== null) found.push({ name, url: `${url}${below}` })
  }
  if (role === 'consumer') {
    await add('run', '/studio', '/runs/')
    await add('task', '/studio', '/tasks/')
    await add('order', '/wallet', '/orders/')
    await add('order-receipt', '/wallet?type=topUps', '/orders/', '/receipt')
    await add('task-receipt', '/studio', '/tasks/', '/receipt')
    await add('dispute', '/disputes', '/disputes/')
  }
  if (role === 'provider') {
    await add('resource', '/provide', '/provide/')
    await add('earnings-month', '/provide/earnings', '/provide/earnings/')
  }
  if (role === 'admin') {
    await add('desk-dispute', '/desk/disputes', '/desk/disputes/')
    // The newest that the seed did to a dispute is that one was carried out.
    await add('desk-dispute-decided', '/desk/audit', '/desk/disputes/')
    await add('desk-order', '/desk/orders', '/desk/orders/')
    await add('desk-user', '/desk/orders', '/desk/users/')
    // A statement's line leads to the entries behind it.
    const user = found.find(({ name }) => name === 'desk-user')
    if (user) await add('desk-transfers-found', user.url, '/desk/transfers?search=')
  }
  return found
}

async function firstLink({ page }: Person, from: string, pattern: string): Promise<string | null> {
  await page.goto(`/en${from}`)
  const link = page
    .locator(`main a[href*="${pattern}"]:not([href$="/new"], [href$="/earnings"])`)
    .first()
  const href = await link.getAttribute('href', { timeout: 15_000 }).catch(() => null)
  return href === null ? null : href.replace(/^\/(en|zh)/, '')
}
