import { describeKeyCanary } from '../../testing/describe-key-canary.ts'
import { createDashscope } from './create-dashscope.ts'

describeKeyCanary('DashScope', {
  create: createDashscope,
  key: 'sk-CaNaRy7LmP2vXw9RtB4nKc8JdF1hGs6YaE3',
  header: { name: 'authorization', before: 'Bearer ' },
  call: {
    model: 'dashscope:qwen-image-plus',
    prompt: '一座灯塔',
    aspectRatio: '1:1',
    outputFormat: 'png',
    attemptId: '0193-attempt',
    timeoutMs: 2000,
  },
  bodies: (echo) => [
    { code: 'InvalidApiKey', message: `Invalid API-key ${echo}`, request_id: echo },
    { code: echo, message: echo, request_id: echo },
    { error: { code: 'invalid_api_key', message: echo }, request_id: echo },
    { output: { choices: [{ message: { content: [{ image: echo }] } }] }, request_id: echo },
    { output: { choices: [] }, request_id: echo },
    { object: 'list', data: [{ id: echo }] },
  ],
})
