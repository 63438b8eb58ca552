import { readFileSync } from 'node:fs'

export type Row = Readonly<Record<string, string>>

const file = new URL('../../../../../docs/task-states.md', import.meta.url)

/** For tests: the table under a heading of docs/task-states.md, a record per row. */
export function readStateTable(heading: 'Tasks' | 'Attempts'): Row[] {
  const [, section = ''] = readFileSync(file, 'utf8').split(`## ${heading}\n`)
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'))
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])))
}
