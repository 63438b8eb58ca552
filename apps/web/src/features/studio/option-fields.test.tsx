import type { Capability } from '@aetherflow/api/tasks/schemas'
import { submitRunInput } from '@aetherflow/api/tasks/schemas'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import studio from '../../../messages/en/studio.json'
import { sampleModel } from '../testing/sample-model.ts'
import { blockOfDraft } from './block-of-draft.ts'
import { chosenModels } from './chosen-models.ts'
import { emptyDraft, type TypedOptions } from './draft.ts'
import { OptionFields } from './option-fields.tsx'
import { priceOfDraft } from './price-of-draft.ts'
import { runOfDraft } from './run-of-draft.ts'

// A model that nobody has ever heard of: one of every kind of option, and nothing of it in the code.
const named = (name: string) => ({
  name,
  label: { en: `The ${name}`, zh: `${name}（中文）` },
  required: false,
})
const options: Capability['options'] = [
  { ...named('warmth'), kind: 'number', min: 0, max: 1, step: 0.1, default: 0.5 },
  { ...named('layers'), kind: 'integer', min: 1, max: 12, default: null },
  {
    ...named('paper'),
    kind: 'choice',
    choices: [
      { value: 'rag', label: { en: 'Rag paper', zh: '棉纸' } },
      { value: 'rice', label: { en: 'Rice paper', zh: '宣纸' } },
    ],
    default: 'rag',
  },
  { ...named('grain'), kind: 'flag', default: false, hint: { en: 'Like film.', zh: '像胶片。' } },
  { ...named('motto'), required: true, kind: 'text', maxChars: 40 },
]
const madeUp = sampleModel({
  id: 'atelier:engraver-2',
  name: 'Engraver 2',
  capability: { options, needsOneOf: ['layers', 'grain'], aspectRatios: ['3:2'] },
})

function draw(typed: TypedOptions, locale: 'en' | 'zh' = 'en') {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={{ studio }} timeZone="UTC">
      <OptionFields
        model={madeUp}
        specs={options}
        typed={typed}
        block={{ kind: 'option', modelId: madeUp.id, name: 'layers', problem: 'range' }}
        asked={false}
        onChange={() => {}}
      />
    </NextIntlClientProvider>,
  )
}

test('a model that nobody knows is drawn from its row: every kind of option, named and bounded', () => {
  const html = draw({ layers: '13' })
  for (const { label } of options) expect(html).toContain(label.en)
  expect(html).toMatch(/<input[^>]*name="warmth"[^>]*value="0.5"/)
  expect(html).toMatch(/<input[^>]*name="layers"[^>]*value="13"/)
  expect(html).toMatch(
    /<input[^>]*name="motto"[^>]*maxLength="40"|<input[^>]*maxLength="40"[^>]*name="motto"/,
  )
  expect(html).toContain('Rag paper')
  expect(html).toContain('type="checkbox"')
  expect(html).toContain('Like film.')
  expect(html).toContain('1–12')
  expect(html).toContain('That is out of range.')
})

test('its words are those of the reader', () => {
  expect(draw({}, 'zh')).toContain('motto（中文）')
  expect(draw({}, 'zh')).not.toContain('The motto')
})

function submit(typed: TypedOptions) {
  const models = [{ id: madeUp.id, count: 2 }]
  const draft = { ...emptyDraft, prompt: 'a cat', models, options: { [madeUp.id]: typed } }
  const chosen = chosenModels(draft, [madeUp])
  const asked = { chosen, quoted: undefined, ceilings: {}, ownKey: false, spendable: 9_000n }
  const price = priceOfDraft(asked)
  const facts = { draft, chosen, quoted: undefined, price, pictures: {} }
  const block = blockOfDraft({ ...facts, isFrozen: false, limits: undefined })
  return { block, run: submitRunInput.parse(runOfDraft(draft, chosen, price)) }
}

test('what was set for it is what is submitted, as the server reads it', () => {
  const { block, run } = submit({
    warmth: '0.8',
    layers: '3',
    paper: 'rice',
    grain: true,
    motto: 'Lux',
  })
  expect(block).toBeNull()
  expect(run.params).toEqual({
    aspectRatio: '3:2',
    outputFormat: 'png',
    options: {
      'atelier:engraver-2': { warmth: 0.8, layers: 3, paper: 'rice', grain: true, motto: 'Lux' },
    },
  })
  expect(run.tasks).toHaveLength(2)
})

test('its own rules hold before anything is sent', () => {
  expect(submit({}).block).toMatchObject({ kind: 'option', name: 'motto', problem: 'required' })
  expect(submit({ motto: 'Lux' }).block).toMatchObject({ kind: 'needs-one-of' })
  expect(submit({ motto: 'Lux', warmth: '2', grain: true }).block).toMatchObject({ name: 'warmth' })
})
