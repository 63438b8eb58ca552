/** Text as the server keeps it: pasted control and format characters are seen by nobody and refused there. */
export function keepable(text: string): string {
  return text.replaceAll(/(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '').trim()
}
