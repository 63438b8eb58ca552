import { Secret } from '@aetherflow/crypto/secret'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, it } from 'vitest'
import { tinyPng } from '../testing/tiny-images.ts'
import { createDashscope } from './dashscope/create-dashscope.ts'
import { createGemini } from './gemini/create-gemini.ts'
import { createOpenai } from './openai/create-openai.ts'
import { createZhipu } from './zhipu/create-zhipu.ts'

const data = tinyPng.toString('base64')
const bucket = 'dashscope-result-bj.oss-cn-beijing.aliyuncs.com'
const qwen = (image: string) => ({ output: { choices: [{ message: { content: [{ image }] } }] } })

const vendors = [
  {
    create: createOpenai,
    key: 'sk-proj-0123456789abcdefghij',
    model: 'openai:gpt-image-2-low',
    header: 'authorization',
    asked: 'https://api.openai.com/v1/images/generations',
    answer: { data: [{ b64_json: data }] },
    fetched: [],
  },
  {
    create: createGemini,
    key: 'AIza0123456789abcdefghijklmnopqrstuvwxy',
    model: 'gemini:gemini-2.5-flash-image',
    header: 'x-goog-api-key',
    asked:
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash-image:generateContent',
    answer: { candidates: [{ content: { parts: [{ inlineData: { data } }] } }] },
    fetched: [],
  },
  {
    create: createZhipu,
    key: '0123456789abcdef0123456789abcdef.0123456789abcdef',
    model: 'zhipu:cogview-4',
    header: 'authorization',
    asked: 'https://open.bigmodel.cn/api/paas/v4/images/generations',
    answer: { data: [{ url: 'https://aigc-files.bigmodel.cn/api/cogview/1.png' }] },
    fetched: ['https://aigc-files.bigmodel.cn/api/cogview/1.png'],
  },
  {
    create: createDashscope,
    key: 'sk-0123456789abcdef0123456789abcdef',
    model: 'dashscope:qwen-image-plus',
    header: 'authorization',
    asked: 'https://dashscope.aliyuncs.com/api/v1/services/aigc/multimodal-generation/generation',
    answer: qwen(`http://${bucket}/1.png?Signature=a%2Bb`),
    fetched: [`https://${bucket}/1.png?Signature=a%2Bb`],
  },
] as const

describe('without an address', () => {
  const outside = setupServer()
  afterEach(() => outside.close())

  it.each(vendors)('$model is asked at $asked alone', async (vendor) => {
    const seen: { url: string; key: string | null }[] = []
    const note = (request: Request) =>
      seen.push({ url: request.url, key: request.headers.get(vendor.header) })
    outside.use(
      http.post('*', ({ request }) => {
        note(request)
        return HttpResponse.json(vendor.answer)
      }),
      http.get('*', ({ request }) => {
        note(request)
        return HttpResponse.arrayBuffer(Uint8Array.from(tinyPng).buffer)
      }),
    )
    outside.listen({ onUnhandledFrame: 'error' })
    const upstream = vendor.create()
    const outcome = await upstream.generate({
      key: new Secret(vendor.key),
      model: vendor.model,
      prompt: 'a lighthouse',
      aspectRatio: '1:1',
      outputFormat: 'png',
      attemptId: '0193-attempt',
      timeoutMs: 5000,
    })
    expect(outcome).toMatchObject({ kind: 'image', mimeType: 'image/png' })
    expect(seen.map(({ url }) => url)).toEqual([vendor.asked, ...vendor.fetched])
    expect(seen[0]?.key).toContain(vendor.key)
    expect(seen[0]?.url).toContain(upstream.host)
    for (const { key } of seen.slice(1)) expect(key).toBeNull()
  })
})
