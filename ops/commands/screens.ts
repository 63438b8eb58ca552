import { FixableError } from '../run/fixable-error.ts'
import { runScript } from '../run/run-script.ts'
import { findChromium } from '../test/find-chromium.ts'

/** Every page in every theme, language and width, as pictures in a folder. */
export async function screens(args: string[]): Promise<number> {
  const chromium = await findChromium()
  if (chromium === null)
    throw new FixableError(
      'There is no Chromium.',
      'install Chromium or Chrome, or set CHROMIUM_PATH to one',
    )
  return runScript('e2e/screens.ts', args, { CHROMIUM_PATH: chromium })
}
