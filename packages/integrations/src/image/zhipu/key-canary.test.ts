import { describeKeyCanary } from '../../testing/describe-key-canary.ts'
import { createZhipu } from './create-zhipu.ts'

describeKeyCanary('Zhipu', {
  create: createZhipu,
  key: 'CaNaRy7LmP2vXw9RtB4nKc8JdF1hGs6Y.aE3uZq5TbV0mWk2Y',
  header: { name: 'authorization', before: 'Bearer ' },
  call: {
    model: 'zhipu:cogview-4',
    prompt: '一座灯塔',
    aspectRatio: '1:1',
    outputFormat: 'png',
    attemptId: '0193-attempt',
    timeoutMs: 2000,
  },
  bodies: (echo) => [
    { error: { code: '1002', message: `Token ${echo}` } },
    { error: { code: echo, message: echo } },
    { created: 1, data: [{ url: `https://aigc-files.bigmodel.cn/${echo}` }] },
    { created: 1, data: [], content_filter: [{ role: echo, level: 0 }] },
    { object: 'list', data: [{ id: echo }] },
  ],
})
