import { dashscope } from './dashscope.ts'
import { gemini } from './gemini.ts'
import { openai } from './openai.ts'
import { bfl } from './bfl.ts'
import { zhipu } from './zhipu.ts'
import { replicate } from './replicate.ts'
import { fal } from './fal.ts'
import type { Vendor } from './vendor.ts'

/** The vendors of pictures besides Stability; a new one is one line here. */
export const vendorList: readonly Vendor[] = [bfl, openai, gemini, dashscope, zhipu, replicate, fal]
