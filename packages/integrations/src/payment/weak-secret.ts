/** Keys that stand in public documentation, where everybody has read them. */
const published = new Set([
  'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
  'sk_test_BQokikJOvBiI2HlWgH4olfQ2',
  'sk_test_tR3PYbcVNZZ796tH88S4VQ2u',
])

/** What a made-up secret has fewer of: `changemechangeme…` has 7 different characters, 32 random hex digits never below 8. */
const fewestDifferent = 8

/** Whether a gateway's secret must not open it: blank, with white space inside, short, repetitive, or known to everybody. */
export function isWeakSecret(secret: string, leastChars: number): boolean {
  return (
    secret.length < leastChars ||
    /\s/.test(secret) ||
    new Set(secret).size < fewestDifferent ||
    published.has(secret)
  )
}
