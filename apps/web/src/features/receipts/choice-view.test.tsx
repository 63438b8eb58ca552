import type { Why } from '@aetherflow/api/tasks/why-schemas'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import common from '../../../messages/en/common.json'
import runs from '../../../messages/en/runs.json'
import tasks from '../../../messages/en/tasks.json'
import { ChoiceView } from './choice-view.tsx'

type Choice = Why['choices'][number]
const compared: Choice['compared'][number] = {
  price: 270n,
  score: 0.88,
  success: 0.95,
  typicalMs: 8_000,
  slowMs: 16_000,
  chosen: true,
  skipped: null,
}
const choice: Choice = {
  attemptId: 'a',
  number: 1,
  state: 'succeeded',
  decidedAt: new Date(0),
  policyVersion: 2,
  decidedBy: 'price',
  able: 9,
  compared: [compared, { ...compared, price: 300n, chosen: false, skipped: 'RESOURCE_BUSY' }],
  reasons: [{ reason: 'OVER_CEILING', count: 2 }],
}

const draw = (changes: Partial<Choice> = {}, many = false) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ common, runs, tasks }} timeZone="UTC">
      <ChoiceView choice={{ ...choice, ...changes }} many={many} />
    </NextIntlClientProvider>,
  )

test('compares providers without naming them, and says what decided', () => {
  const html = draw()
  for (const text of ['Provider A', 'Provider B', 'Its price made the difference.', '95%', '88'])
    expect(html).toContain(text)
  expect(html).toContain('7 more could have taken it')
  expect(html).toContain('2 providers: dearer than your limit')
})

test('says which of several attempts it was, and what an old decision did not keep', () => {
  expect(draw({}, true)).toContain('Attempt 1')
  const old = draw({ decidedBy: null, able: null })
  expect(old).not.toContain('made the difference')
  expect(old).not.toContain('more could have taken it')
})
