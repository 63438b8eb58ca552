import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { insteadOf, suggestedModels } from './language-way-out.ts'

const core = sampleModel({ id: 'core' })
const qwen = sampleModel({ id: 'qwen', upstreamId: 'dashscope' })
const wan = sampleModel({ id: 'wan', upstreamId: 'dashscope' })
const cog = sampleModel({ id: 'cog', upstreamId: 'zhipu' })
const shut = sampleModel({ id: 'shut', upstreamId: 'gemini', closedUntil: new Date(1) })
const idle = sampleModel({ id: 'idle', upstreamId: 'openai', price: null })
const able = [qwen, wan, cog, shut, idle, core]
const one = [{ model: core, count: 2 }]

test('models that read the prompt are offered, one of each vendor first', () => {
  const suggestions = ['cog', 'wan', 'qwen', 'shut', 'idle', 'elsewhere']
  expect(suggestedModels(suggestions, able, one).map(({ id }) => id)).toEqual([
    'qwen',
    'cog',
    'wan',
  ])
})

test('one that is chosen already is not offered again', () => {
  const chosen = [...one, { model: cog, count: 1 }]
  expect(suggestedModels(['cog', 'qwen'], able, chosen).map(({ id }) => id)).toEqual(['qwen'])
})

test('it takes the place of those that do not read the prompt, with as many images', () => {
  const chosen = [...one, { model: cog, count: 1 }, { model: idle, count: 3 }]
  expect(insteadOf(['core', 'idle'], 'qwen', chosen)).toEqual([
    { id: 'cog', count: 1 },
    { id: 'qwen', count: 5 },
  ])
})
