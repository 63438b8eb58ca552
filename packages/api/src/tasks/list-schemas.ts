import { z } from 'zod'
import { uuidPage } from '../keyset.ts'
import { modelId, runView, taskStatus, taskView } from './schemas.ts'

export const listRunsInput = uuidPage.extend({
  /** Runs with at least one task in one of these. */
  statuses: z.array(taskStatus).max(7).default([]),
  modelId: modelId.optional(),
  /** Part of the prompt. */
  search: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u)
    .optional(),
})
export type ListRuns = z.infer<typeof listRunsInput>
export const listRunsOutput = z.strictObject({ runs: z.array(runView), more: z.boolean() })

export const listTasksInput = uuidPage.extend({
  statuses: z.array(taskStatus).max(7).default([]),
  modelId: modelId.optional(),
  favourites: z.boolean().default(false),
})
export type ListTasks = z.infer<typeof listTasksInput>
const listedTask = taskView.extend({ prompt: z.string() })
export const listTasksOutput = z.strictObject({ tasks: z.array(listedTask), more: z.boolean() })
export type ListedTasks = z.infer<typeof listTasksOutput>

export const watchInput = z.strictObject({ lastEventId: z.string().max(40).nullish() }).optional()
/** Tasks whose state is newer than what this stream has sent; `present` marks a whole picture. */
export const watchEvent = z.strictObject({ present: z.boolean(), tasks: z.array(taskView) })
export type WatchEvent = z.infer<typeof watchEvent>
