import type { Behaviour } from './hostile-proxy.ts'
import { bombs, brokenWires, echoes, endlessAnswers, leadingAway, nonsense } from './raw-answers.ts'
import { badResults, wrongAddresses, wrongLabels, wrongWords } from './twisted-answers.ts'

/** Everything that a hostile vendor may do, as far as we have thought of it. */
export const hostileBehaviours: readonly Behaviour[] = [
  ...endlessAnswers,
  ...bombs,
  ...nonsense,
  ...brokenWires,
  ...leadingAway,
  ...echoes,
  ...wrongAddresses,
  ...wrongWords,
  ...badResults,
  ...wrongLabels,
]
