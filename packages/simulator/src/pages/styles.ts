/** The product's look ("Tidal ledger") for pages that load nothing: light, and dark by the system's wish. */
export const PAGE_STYLES = `
:root{color-scheme:light dark;--bg:oklch(.985 .004 85);--surface:oklch(1 0 0);--sunken:oklch(.962 .006 85);--foam:oklch(.945 .03 195);--line:oklch(.895 .008 200);--line-strong:oklch(.62 .02 210);--ink:oklch(.235 .03 230);--ink2:oklch(.46 .025 225);--flow:oklch(.50 .083 208);--coral:oklch(.565 .165 32);--on-coral:oklch(.99 .005 60);--ok:oklch(.50 .11 158);--warn:oklch(.52 .105 72);--bad:oklch(.53 .19 25)}
@media (prefers-color-scheme:dark){:root{--bg:oklch(.185 .018 230);--surface:oklch(.222 .021 230);--sunken:oklch(.155 .016 230);--foam:oklch(.285 .045 205);--line:oklch(.31 .022 228);--line-strong:oklch(.56 .03 220);--ink:oklch(.955 .008 200);--ink2:oklch(.735 .02 215);--flow:oklch(.80 .115 195);--coral:oklch(.765 .13 40);--on-coral:oklch(.20 .04 40);--ok:oklch(.80 .13 160);--warn:oklch(.83 .125 82);--bad:oklch(.74 .145 25)}}
*{box-sizing:border-box;margin:0}
body{background:var(--bg);color:var(--ink);font:400 15px/24px "Instrument Sans",ui-sans-serif,system-ui,"PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC",sans-serif;-webkit-font-smoothing:antialiased}
h1,h2{font-family:"Bricolage Grotesque","Instrument Sans",ui-sans-serif,system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;font-weight:600;letter-spacing:-.01em}
.num,code{font-family:"JetBrains Mono",ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;font-variant-numeric:tabular-nums}
code{font-size:13px;overflow-wrap:anywhere}
a{color:var(--flow);text-underline-offset:3px}
a:focus-visible,button:focus-visible{outline:2px solid var(--flow);outline-offset:2px}
.muted{color:var(--ink2)}
.small{font-size:13px;line-height:20px}
header{display:flex;align-items:center;gap:12px;max-width:var(--wide);margin:auto;padding:16px 20px}
header .grow{flex:1}
main{max-width:var(--wide);margin:auto;padding:0 20px 64px}
.tag{display:inline-flex;align-items:center;height:26px;padding:0 10px;border:1px solid var(--line);border-radius:6px;background:var(--foam);font-size:13px}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:44px;padding:0 18px;border-radius:6px;border:1px solid var(--line-strong);background:transparent;color:var(--ink);font:inherit;font-weight:600;cursor:pointer;text-decoration:none}
.btn.primary{background:var(--coral);border-color:var(--coral);color:var(--on-coral)}
.btn:hover{filter:brightness(1.05)}
.btn.plain{border-color:transparent;color:var(--ink2);font-weight:400;text-decoration:underline;text-underline-offset:3px}
.flow{display:block;width:100%;height:14px;margin:18px 0}
.flow path{fill:none;stroke:var(--flow);stroke-width:1.5}
table{width:100%;border-collapse:collapse}
th{font-weight:400;color:var(--ink2);font-size:13px;text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line)}
td{padding:10px 12px 10px 0;border-bottom:1px solid var(--line);vertical-align:top}
`

/** The product's wave, used as a rule between amount and facts. */
export const FLOWLINE =
  '<svg class="flow" viewBox="0 0 480 14" preserveAspectRatio="none" aria-hidden="true"><path d="M0 7c20-9 40-9 60 0s40 9 60 0 40-9 60 0 40 9 60 0 40-9 60 0 40 9 60 0 40-9 60 0 40 9 60 0"/></svg>'
