const browsers: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\//, 'Opera'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^node\b|\bundici\b/i, 'Node.js'],
]
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A user agent as a person would name the device: "Firefox · Windows"; null when nothing is recognised. */
export function describeDevice(userAgent: string): string | null {
  const named = [nameOf(browsers, userAgent), nameOf(systems, userAgent)].filter(
    (name) => name !== null,
  )
  return named.length > 0 ? named.join(' · ') : null
}

// The order matters: Edge says that it is Chrome, and Chrome that it is Safari.
function nameOf(table: readonly [RegExp, string][], userAgent: string): string | null {
  return table.find(([mark]) => mark.test(userAgent))?.[1] ?? null
}
