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
  }
  if (role === 'provider') await add('resource', '/provide', '/provide/')
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
