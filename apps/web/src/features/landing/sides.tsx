import { useTranslations } from 'next-intl'

const sides = [
  { id: 'create', target: '#charging' },
  { id: 'provide', target: '#keys' },
  { id: 'build', target: '#developers' },
] as const

/** Three audiences as three wide rows. */
export function Sides() {
  const t = useTranslations('landing.sides')
  return (
    <div className="mt-14">
      {sides.map(({ id, target }) => (
        <section
          key={id}
          id={id}
          className="grid scroll-mt-6 items-baseline gap-x-8 gap-y-2 border-t border-line py-6 lg:grid-cols-[13.75rem_1fr_auto]"
        >
          <h2 className="display text-xl">{t(`${id}.title`)}</h2>
          <p className="max-w-reading text-base text-ink-2">{t(`${id}.text`)}</p>
          <a href={target} className="link">
            {t(`${id}.link`)}
          </a>
        </section>
      ))}
    </div>
  )
}
