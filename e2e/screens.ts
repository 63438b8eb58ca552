import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type ServedApp, serveApp } from './app/serve-app.ts'
import { newPerson, openBrowser, type PersonOptions } from './browser/open-browser.ts'
import { readLogins, signIn } from './screens/sign-in.ts'
import { findPages, type ScreenPage } from './screens/find-pages.ts'

// Every page in both themes and languages, 390 and 1280 wide, as pictures in a folder (default: screens/).
const folder = path.resolve(process.argv[2] ?? 'screens')
const looks = (['en', 'zh'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    ([1280, 390] as const).map((width) => ({ language, theme, width })),
  ),
)
type Look = (typeof looks)[number]

async function shoot(browser: Browser, app: ServedApp, look: Look): Promise<string[]> {
  const logins = await readLogins(app.dataDir)
  const complaints: string[] = []
  for (const role of ['visitor', 'consumer', 'provider', 'admin'] as const) {
    const person = await newPerson(browser, optionsOf(app, look))
    const { page } = person
    if (role !== 'visitor') await signIn(person, logins[role])
    for (const { name, url } of await findPages(person, role)) {
      await page.goto(`/${look.language}${url}`)
      await settled(page)
      // Bars that stick to the window would lie across the middle of a long page.
      const style = look.width < 640 ? '.fixed, .sticky { position: static !important }' : ''
      const file = path.join(folder, fileName(name, look))
      await page.screenshot({ path: file, fullPage: true, style })
    }
    complaints.push(...person.complaints)
    await person.context.close()
  }
  return complaints
}

/** Until nothing loads any more; a stream of live status never ends, so the network says nothing. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(400)
  const busy = page.locator('main [aria-busy="true"]').first()
  await busy.waitFor({ state: 'detached', timeout: 5_000 }).catch(() => {})
  await page.waitForTimeout(300)
}

const fileName = (name: ScreenPage['name'], { language, theme, width }: Look): string =>
  `${name}.${language}.${theme}.${width}.png`

function optionsOf({ address }: ServedApp, { language, theme, width }: Look): PersonOptions {
  return {
    address,
    locale: language === 'zh' ? 'zh-CN' : 'en',
    colorScheme: theme,
    width,
    height: width === 390 ? 844 : 860,
  }
}

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
console.log('starting the demo …')
const app = await serveApp({ mode: 'demo', env: { SIMULATOR_LATENCY: 'none' } })
const browser = await openBrowser()
try {
  const complaints: string[] = []
  for (const look of looks) {
    complaints.push(...(await shoot(browser, app, look)))
    console.log(`✓ ${look.language} ${look.theme} ${look.width}`)
  }
  // Pages that are not there are in the pictures, and a browser says so in its console.
  const unexpected = complaints.filter((line) => !line.includes('/nowhere'))
  unexpected.forEach((line) => console.error(`console: ${line}`))
  console.log(`pictures are in ${folder}`)
  process.exitCode = unexpected.length === 0 ? 0 : 1
} finally {
  await browser.close()
  await app.stop()
}
