// oxlint-disable-next-line typescript/triple-slash-reference -- whoever imports this file needs the declaration too
/// <reference path="./woff2.d.ts" />
import display from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2'
import body from '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2'

/** The two that every first screen needs, as the bundler serves them; asked for before any style sheet is read. */
export const fontFiles: readonly string[] = [body, display]
