import { html, trusted } from './html.ts'
import type { Markup } from './html.ts'
import type { Language } from './language.ts'
import { PAGE_STYLES } from './styles.ts'

const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Cpath d=%22M1 6c2.3-3 4.7-3 7 0s4.7 3 7 0M1 11c2.3-3 4.7-3 7 0s4.7 3 7 0%22 fill=%22none%22 stroke=%22%2315808a%22 stroke-width=%221.8%22 stroke-linecap=%22round%22/%3E%3C/svg%3E'

export type Layout = {
  nonce: string
  language: Language
  title: string
  wide: string
  tag: string
  styles?: string
  body: Markup
  script?: string
}

/** A whole page: nothing is loaded from anywhere, and only what carries the nonce runs. */
export function layout({
  nonce,
  language,
  title,
  wide,
  tag,
  styles = '',
  body,
  script,
}: Layout): string {
  const other = language === 'en' ? { lang: 'zh', name: '中文' } : { lang: 'en', name: 'English' }
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="${trusted(ICON)}" />
        <style nonce="${nonce}">
          :root{--wide:${wide}}${trusted(PAGE_STYLES + styles)}
        </style>
      </head>
      <body>
        <header>
          <span class="tag">${tag}</span><span class="grow"></span
          ><a href="?lang=${other.lang}" hreflang="${other.lang}" lang="${other.lang}"
            >${other.name}</a
          >
        </header>
        <main>${body}</main>
        ${
          script === undefined
            ? ''
            : html`<script nonce="${nonce}">
                ${trusted(script)}
              </script>`
        }
      </body>
    </html>`.markup
}
