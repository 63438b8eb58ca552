import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './mutant.ts'

/** Takes the guard out of the checkout in `root`; answers the way to put it back. */
export function applyMutant(root: string, { guard, edits }: Mutant): () => void {
  const before = new Map<string, string>()
  for (const { file, find, replace } of edits) {
    const name = path.join(root, file)
    const text = readFileSync(name, 'utf8')
    const occurrences = text.split(find).length - 1
    if (occurrences !== 1)
      throw new Error(`${guard}: ${file} holds the guard ${occurrences} times: ${find}`)
    if (!before.has(name)) before.set(name, text)
    writeFileSync(
      name,
      text.replace(find, () => replace),
    )
  }
  return () => {
    for (const [name, text] of before) writeFileSync(name, text)
  }
}
