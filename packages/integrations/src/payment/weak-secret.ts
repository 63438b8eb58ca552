/** Keys that stand in public documentation, without their prefix. */
const published = new Set([
  '4eC39HqLyjWDarjtT1zdp7dc',
  'BQokikJOvBiI2HlWgH4olfQ2',
  'tR3PYbcVNZZ796tH88S4VQ2u',
])

/** What a made-up secret has fewer of: `changemechangeme…` has 7 different characters, 32 random hex digits never below 8. */
const fewestDifferent = 8

/** Whether a secret (without its prefix) must not open a gateway: short, with white space, repetitive, or known to all. */
export function isWeakSecret(secret: string, leastChars: number): boolean {
  return (
    secret.length < leastChars ||
    /\s/.test(secret) ||
    new Set(secret).size < fewestDifferent ||
    published.has(secret)
  )
}
