/** The start of a prompt, cut at a word where there are words, for names and headings. */
export function excerpt(prompt: string, max = 90): string {
  const line = prompt.replaceAll(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  if (characters.length <= max) return line
  const cut = characters.slice(0, max - 1).join('')
  const word = cut.lastIndexOf(' ')
  return `${(word > max / 2 ? cut.slice(0, word) : cut).trimEnd()}…`
}
