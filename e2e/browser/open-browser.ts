import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** No traffic of the browser's own; as root Chromium runs without its sandbox, on our own pages only. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
  return chromium.launch({ executablePath, args })
}

const phoneAgent =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36'

export type PersonOptions = {
  address: string
  locale?: 'en' | 'zh-CN'
  colorScheme?: 'light' | 'dark'
  width?: number
  height?: number
  /** A phone's browser: touch, a phone's name, and as narrow as one. */
  phone?: boolean
}

export type Person = {
  page: Page
  context: BrowserContext
  /** What the console complained about: there should be nothing. */
  complaints: string[]
}

/** Somebody with a browser of their own: cookies, storage, and an ear for every complaint of the console. */
export async function newPerson(browser: Browser, options: PersonOptions): Promise<Person> {
  const { address, locale = 'en', colorScheme = 'light', phone = false } = options
  const { width = phone ? 390 : 1280, height = phone ? 844 : 860 } = options
  const context = await browser.newContext({
    baseURL: address,
    locale,
    colorScheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
    ...(phone && { isMobile: true, hasTouch: true, userAgent: phoneAgent }),
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { page, context, complaints }
}
