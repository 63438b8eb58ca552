import { Disclosure } from '@aetherflow/ui/disclosure'
import { useTranslations } from 'next-intl'

const questions = ['charging', 'refund', 'cancel', 'keys', 'languages', 'developers'] as const

export function Questions() {
  const t = useTranslations('landing.faq')
  return (
    <section
      aria-labelledby="faq"
      className="grid gap-x-8 gap-y-3 border-t border-line py-8 lg:grid-cols-[13.75rem_1fr]"
    >
      <h2 id="faq" className="display text-xl">
        {t('title')}
      </h2>
      <div className="-mt-2">
        {questions.map((name) => (
          <div key={name} id={name} className="scroll-mt-6">
            <Disclosure summary={t(`${name}.q`)} open={name === 'refund'}>
              {t(`${name}.a`)}
            </Disclosure>
          </div>
        ))}
      </div>
    </section>
  )
}
