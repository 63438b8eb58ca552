import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import type { Person } from '../../browser/open-browser.ts'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** WCAG 2.2 AA, as far as a machine can see it. */
export async function expectAccessible({ page }: Person, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('main h1, main h2').first().waitFor()
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
  const { violations } = await new AxeBuilder({ page }).withTags(standard).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  )
  expect(found, path).toEqual([])
}
