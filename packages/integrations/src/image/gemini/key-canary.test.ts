import { describeKeyCanary } from '../../testing/describe-key-canary.ts'
import { createGemini } from './create-gemini.ts'

describeKeyCanary('Gemini', {
  create: createGemini,
  key: 'AIzaCaNaRy7LmP2vXw9RtB4nKc8JdF1hGs6YaE3',
  header: { name: 'x-goog-api-key', before: '' },
  call: {
    model: 'gemini:gemini-2.5-flash-image',
    prompt: 'a lighthouse',
    aspectRatio: '1:1',
    outputFormat: 'png',
    attemptId: '0193-attempt',
    timeoutMs: 2000,
  },
  bodies: (echo) => [
    {
      error: {
        code: 400,
        message: `API key not valid: ${echo}`,
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: echo }],
      },
    },
    { error: { code: 429, message: echo, status: echo } },
    { candidates: [{ finishReason: echo }], responseId: echo },
    { promptFeedback: { blockReason: echo }, responseId: echo },
    { candidates: [{ content: { parts: [{ text: echo }, { inlineData: { data: echo } }] } }] },
    { models: [{ name: 'models/gemini-2.5-flash-image' }, { name: echo }] },
  ],
})
