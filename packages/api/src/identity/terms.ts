/** The provider terms in force; a newer text gets a newer version and is asked for again. */
export const providerTermsVersion = '2026-11'
