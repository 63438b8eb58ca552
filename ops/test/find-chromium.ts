import { existsSync } from 'node:fs'
import { runTool } from '../run/run-tool.ts'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A browser for the journey: CHROMIUM_PATH, the system's, Playwright's, or Debian's freshly installed; else null. */
export async function findChromium(): Promise<string | null> {
  const { CHROMIUM_PATH: given } = process.env
  if (given !== undefined && given !== '') return existsSync(given) ? given : null
  return system() ?? (await playwrights()) ?? (await debians())
}

function system(): string | null {
  return SYSTEM.find((file) => existsSync(file)) ?? null
}

async function playwrights(): Promise<string | null> {
  const { chromium } = await import('playwright-core')
  const file = chromium.executablePath()
  return existsSync(file) ? file : null
}

async function debians(): Promise<string | null> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  console.log('No Chromium here: installing it from Debian …')
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await runTool('apt-get', ['update', '-q'], quiet)
  // The Chinese pages need glyphs.
  const packages = ['chromium', 'fonts-noto-cjk']
  const { code, output } = await runTool(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
    quiet,
  )
  if (code !== 0) console.error(output.split('\n').slice(-5).join('\n'))
  return system()
}
