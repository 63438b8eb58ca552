import type { WhyNotMine } from '@aetherflow/api/tasks/why-schemas'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import en from '../../../../messages/en/provide.json'
import zh from '../../../../messages/zh/provide.json'
import { Told } from './told.tsx'

const quiet: WhyNotMine = {
  since: new Date(0),
  chosen: 3,
  passedOver: 0,
  standing: null,
  reasons: [],
  outscored: null,
  priceE4: 10_000n,
}
const beaten = { count: 8, averageGap: 0.09, winnable: 6, winningPriceE4: 8_000n }

function draw(told: Partial<WhyNotMine>, locale: 'en' | 'zh' = 'en') {
  const messages = { provide: locale === 'en' ? en : zh }
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      <Told told={{ ...quiet, ...told }} />
    </NextIntlClientProvider>,
  )
}

test('says that nothing went past, and that nothing was asked', () => {
  expect(draw({})).toContain('given out: 3. Of these, 3 came')
  expect(draw({ chosen: 0 })).toContain('Nobody asked for an image')
})

test('says what keeps tasks away now, and what to change, in both languages', () => {
  const standing = { reason: 'CLOSED_HOURS', remedy: 'hours' } as const
  expect(draw({ standing, chosen: 0 })).toContain('outside of your open hours')
  expect(draw({ standing }, 'zh')).toContain('不在你的开放时间内')
})

test('names the price that would have drawn level', () => {
  const html = draw({ passedOver: 8, outscored: beaten })
  expect(html).toContain('8 went to a better score, on average 9 points')
  expect(html).toContain('0.8000 or less instead of 1.0000')
  expect(html).toContain('6 of them')
})

test('tells a draw, a price lowered since, and a defeat that no price mends apart', () => {
  const of = (changes: Partial<typeof beaten> | { winningPriceE4: null }) =>
    draw({ passedOver: 8, outscored: { ...beaten, ...changes } })
  expect(of({ averageGap: 0 })).toContain('to an equal offer')
  expect(of({ winningPriceE4: 12_000n })).toContain('already below the 1.2000')
  expect(of({ winningPriceE4: null })).toContain('would not have been enough')
})

test('shows every reason with its count and remedy, and an unknown one as another', () => {
  const html = draw({
    passedOver: 5,
    reasons: [
      { reason: 'DAY_LIMIT', count: 4, remedy: 'daily-limit' },
      { reason: 'SOMETHING_NEW', count: 1, remedy: 'none' },
    ],
  })
  expect(html).toContain('your limit per day is reached')
  expect(html).toContain('A higher limit per day.')
  expect(html).toContain('another reason')
})
