import type { Endpoint } from './endpoint.ts'
import { generateOrder, readStartImage } from './generate-order.ts'

const CREDITS = {
  'sd3.5-large': 6.5,
  'sd3.5-large-turbo': 4,
  'sd3.5-medium': 3.5,
  'sd3.5-flash': 2.5,
} as const

/** Old names are routed to 3.5 at the same price since 2025-04-17. */
const RENAMED = {
  'sd3-large': 'sd3.5-large',
  'sd3-large-turbo': 'sd3.5-large-turbo',
  'sd3-medium': 'sd3.5-medium',
} as const

const CURRENT = Object.keys(CREDITS) as (keyof typeof CREDITS)[]
const OLD = Object.keys(RENAMED) as (keyof typeof RENAMED)[]

/** `POST …/generate/sd3`: Stable Diffusion 3.5 in four sizes. */
export const sd3: Endpoint = {
  path: 'generate/sd3',
  latencyMs: [2000, 4000],
  async read(fields) {
    const mode =
      fields.choice('mode', ['text-to-image', 'image-to-image'] as const) ?? 'text-to-image'
    const start = await readStartImage(fields, mode === 'image-to-image' ? 'required' : 'forbidden')
    fields.number('cfg_scale', { min: 1, max: 10 })
    const asked = fields.choice('model', [...CURRENT, ...OLD]) ?? 'sd3.5-large'
    const model =
      asked in RENAMED ? RENAMED[asked as keyof typeof RENAMED] : (asked as keyof typeof CREDITS)
    return generateOrder(fields, { model, credits: CREDITS[model] }, start)
  },
}
