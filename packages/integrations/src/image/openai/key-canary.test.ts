import { describeKeyCanary } from '../../testing/describe-key-canary.ts'
import { createOpenai } from './create-openai.ts'

describeKeyCanary('OpenAI', {
  create: createOpenai,
  key: 'sk-proj-CaNaRy7LmP2vXw9RtB4nKc8JdF1hGs6YaE3uZ',
  header: { name: 'authorization', before: 'Bearer ' },
  call: {
    model: 'openai:gpt-image-2-low',
    prompt: 'a lighthouse',
    aspectRatio: '1:1',
    outputFormat: 'png',
    attemptId: '0193-attempt',
    timeoutMs: 2000,
  },
  bodies: (echo) => [
    { error: { message: `Incorrect API key provided: ${echo}.`, type: echo, code: echo } },
    { error: { message: echo, type: 'x', code: 'moderation_blocked', moderation_stage: echo } },
    { object: 'list', data: [{ id: 'gpt-image-2' }, { id: echo }] },
    { data: [{ b64_json: echo }], usage: { input_tokens: echo } },
  ],
})
