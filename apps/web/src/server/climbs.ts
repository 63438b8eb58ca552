// A separator or an end, then two dots; each plain or percent-encoded, however many times over.
const parentSegment =
  /(?:^|[/\\]|%(?:25)*(?:2f|5c))(?:\.|%(?:25)*2e){2}(?=$|[/\\?#;]|%(?:25)*(?:2f|5c|3b))/i

/** Whether a path as it came names a parent folder: who tidies it and who does not would see two paths. */
export function climbs(pathname: string): boolean {
  return parentSegment.test(pathname)
}
