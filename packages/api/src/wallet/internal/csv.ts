import { creditHundredths, formatCredits } from '@aetherflow/db/quantities'

/** A number as it stands: no text of anybody's, so nothing to guard. */
export type CsvNumber = { readonly number: string }
export type CsvCell = string | CsvNumber | Date | null

/** What tells a spreadsheet that the bytes are UTF-8. */
export const byteOrderMark = '\uFEFF'

/** Hundredths as `1240.50`, which a spreadsheet reads as a number. */
export function csvCredits(value: bigint): CsvNumber {
  return { number: formatCredits(creditHundredths(value)) }
}

/** Minor units, counts and ids, digit for digit. */
export function csvInteger(value: bigint): CsvNumber {
  return { number: value.toString() }
}

/** One line of RFC 4180. Times are ISO in UTC; a text that a spreadsheet would run is made a text again. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(write).join(',')}\r\n`
}

function write(cell: CsvCell): string {
  if (cell === null) return ''
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== 'string') return cell.number
  // Spreadsheets run what begins so, also behind a tab, a line break, or in full width.
  const safe = /^[\s]*[=+\-@＝＋－＠\t\r]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
