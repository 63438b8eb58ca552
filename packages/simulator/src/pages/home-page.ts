import type { TRIGGER_WORDS } from '../scenario.ts'
import { html, trusted } from './html.ts'
import type { Markup } from './html.ts'
import type { Language } from './language.ts'
import { layout } from './layout.ts'
import { FLOWLINE } from './styles.ts'

type Word = keyof typeof TRIGGER_WORDS

/** A vendor on the page: where it listens, and what it takes per image by its own names. */
export type ShownVendor = {
  name: string
  url: string
  prices: Readonly<Record<string, number>>
}

const WORDS = {
  en: {
    tag: 'Simulator · play money, drawn pictures',
    title: 'A key to try with',
    lead: 'This process stands in for the image vendors and the payment gateways. Deposit this key as a provider, at any of the vendors: it opens a fresh account there with 1,000 credits (one is a US cent) and works nowhere else.',
    copy: 'Copy key',
    copied: 'Copied',
    fresh: 'Another key',
    special: 'Special keys',
    key: 'Key',
    what: 'What happens',
    triggers: 'Words to put into a prompt',
    word: 'Word',
    chinese: 'any Chinese text',
    vendors: 'Vendors',
    api: 'Addresses',
    vendor: 'Vendor',
    prices: 'Credits per image',
    gatewayNote: 'Payments are taken, with play money, at',
    keys: [
      ['sk-sim-broke-…', 'Valid, but its balance pays for nothing (402)'],
      ['sk-sim-revoked-…', 'Refused everywhere (401)'],
      ['sk-sim-shared-acme-…', 'All keys with the same word share one account and balance'],
    ],
    faults: {
      forbidden: 'The vendor’s moderation refuses the prompt; nothing is billed',
      filtered: 'The image is made, then caught by the output filter; some vendors bill it',
      'public-figure': 'Refused for the likeness of a public figure',
      'drained-key': 'The vendor says that the account has run dry',
      'revoked-key': 'The vendor says that the key is not valid',
      'rate-limited': 'The vendor asks to slow down',
      'upstream-outage': 'The vendor answers with an internal error',
      'slow-answer': 'The image comes after 20 seconds',
      'lost-answer': 'The image is billed, then the line goes dead',
      'cut-answer': 'The image is billed, but only half of it arrives',
      'garbled-answer': 'A web page arrives where the image should be',
    } satisfies Record<Word, string>,
    language: 'Refused by Stability AI, which reads English only',
  },
  zh: {
    tag: '模拟器 · 虚拟货币，本机绘图',
    title: '一把试用密钥',
    lead: '这个进程扮演各家图像供应商和支付网关。以提供者身份把这把密钥存到任意一家供应商：它会在那里开一个新账户，内有 1,000 额度（每点一美分），在别处无效。',
    copy: '复制密钥',
    copied: '已复制',
    fresh: '换一把',
    special: '特殊密钥',
    key: '密钥',
    what: '会发生什么',
    triggers: '写进提示词的触发词',
    word: '触发词',
    chinese: '任何中文',
    vendors: '供应商',
    api: '地址',
    vendor: '供应商',
    prices: '每张图的额度',
    gatewayNote: '以虚拟货币收款的网关位于',
    keys: [
      ['sk-sim-broke-…', '密钥有效，但余额不足以支付任何调用（402）'],
      ['sk-sim-revoked-…', '处处被拒（401）'],
      ['sk-sim-shared-acme-…', '同一个词的密钥共用一个账户和余额'],
    ],
    faults: {
      forbidden: '供应商的审核拒绝该提示词，不计费',
      filtered: '图像已生成，但被输出过滤器拦下；部分供应商照常计费',
      'public-figure': '因涉及公众人物肖像被拒绝',
      'drained-key': '供应商称账户额度已用尽',
      'revoked-key': '供应商称密钥无效',
      'rate-limited': '供应商要求放慢请求',
      'upstream-outage': '供应商返回内部错误',
      'slow-answer': '图像在 20 秒后才到',
      'lost-answer': '已计费，随后连接中断',
      'cut-answer': '已计费，但只收到一半图像',
      'garbled-answer': '该返回图像时返回了网页',
    } satisfies Record<Word, string>,
    language: '被 Stability AI 拒绝：它只接受英文',
  },
} as const

const STYLES = `
.hero{padding:28px 0 8px;max-width:720px}
h1{font-size:34px;line-height:42px}h2{font-size:20px;line-height:28px;margin:36px 0 8px}
.key{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin-top:20px}
.key output{flex:1 1 320px;display:flex;align-items:center;min-height:44px;padding:8px 14px;background:var(--surface);border:1px solid var(--line-strong);border-radius:6px}
.cols{display:grid;grid-template-columns:1fr 1fr;gap:0 48px}
td:first-child{white-space:nowrap;width:1%}td code{overflow-wrap:normal}.hero p{margin-top:10px}
.line{display:block}
@media (max-width:760px){.vendors thead{display:none}.vendors td{display:block;width:auto;white-space:normal;overflow-wrap:anywhere}.vendors td:first-child{border:0;padding-bottom:0}.cols{grid-template-columns:1fr}h1{font-size:28px;line-height:36px}td:first-child{padding-right:16px}}
`

const COPY = `const b=document.getElementById('copy'),k=document.getElementById('key');
b.addEventListener('click',async()=>{try{await navigator.clipboard.writeText(k.textContent)}catch{const r=document.createRange();r.selectNodeContents(k);const s=getSelection();s.removeAllRanges();s.addRange(r);document.execCommand('copy')}
const was=b.textContent;b.textContent=b.dataset.done;setTimeout(()=>{b.textContent=was},1600)});`

/** The simulator's front page: a fresh key, and every word and key that makes something happen. */
export function homePage({
  nonce,
  language,
  key,
  vendors,
  gatewayUrls,
}: {
  nonce: string
  language: Language
  key: string
  vendors: readonly ShownVendor[]
  gatewayUrls: readonly string[]
}): string {
  const words = WORDS[language]
  const body = html`<section class="hero">
      <h1>${words.title}</h1>
      <p class="muted">${words.lead}</p>
      <div class="key">
        <output id="key" class="num">${key}</output>
        <button class="btn primary" id="copy" data-done="${words.copied}">${words.copy}</button>
        <a class="btn" href="?lang=${language}">${words.fresh}</a>
      </div>
    </section>
    ${trusted(FLOWLINE)}
    <div class="cols">
      <section>
        <h2>${words.triggers}</h2>
        ${table(words.word, words.what, [
          ...Object.entries(words.faults).map(([word, text]) =>
            row(html`<code>${word}</code>`, text),
          ),
          row(html`${words.chinese}`, words.language),
        ])}
      </section>
      <section>
        <h2>${words.special}</h2>
        ${table(
          words.key,
          words.what,
          words.keys.map(([name, text]) => row(html`<code>${name}</code>`, text)),
        )}
        <h2>${words.api}</h2>
        <p>
          ${words.gatewayNote}
          ${gatewayUrls.map((address) => html`<code class="line">${address}</code>`)}
        </p>
      </section>
    </div>
    <section class="vendors">
      <h2>${words.vendors}</h2>
      ${table(
        words.vendor,
        words.prices,
        vendors.map(({ name, url, prices }) =>
          row(html`${name} <code class="line">${url}</code>`, pricesOf(prices)),
        ),
      )}
    </section>`
  return layout({
    nonce,
    language,
    title: words.title,
    wide: '1120px',
    tag: words.tag,
    styles: STYLES,
    body,
    script: COPY,
  })
}

function pricesOf(prices: ShownVendor['prices']): string {
  return Object.entries(prices)
    .map(([model, credits]) => `${model} ${credits}`)
    .join(' · ')
}

function table(left: string, right: string, rows: readonly Markup[]): Markup {
  return html`<table>
    <thead>
      <tr>
        <th>${left}</th>
        <th>${right}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

function row(name: Markup, text: string): Markup {
  return html`<tr>
    <td>${name}</td>
    <td>${text}</td>
  </tr>`
}
