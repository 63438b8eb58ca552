import { defineConfig } from 'oxlint'
import { arrows } from './ops/verify/arrows.ts'

const unused = '^_'

export default defineConfig({
  plugins: [
    'eslint',
    'typescript',
    'unicorn',
    'oxc',
    'import',
    'promise',
    'node',
    'react',
    'nextjs',
    'jsx-a11y',
    'vitest',
  ],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true, node: true, browser: true },
  categories: { correctness: 'error' },
  ignorePatterns: [
    '**/generated/**',
    '**/.next/**',
    '**/next-env.d.ts',
    'data/**',
    'screens/**',
    'test-results/**',
  ],
  rules: {
    // Size and names.
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 70, IIFEs: true }],
    'max-depth': ['error', 4],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],

    // Modules.
    'import/no-cycle': ['error', { maxDepth: 20 }],
    'import/no-self-import': 'error',
    'import/no-mutable-exports': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],

    // Types mean what they say.
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/ban-ts-comment': [
      'error',
      { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' },
    ],
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/restrict-template-expressions': [
      'error',
      { allowNumber: true, allowBoolean: true, allowNullish: false },
    ],

    // No promise is lost.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/await-thenable': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/return-await': ['error', 'in-try-catch'],

    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-console': 'error',
    'no-unused-vars': [
      'error',
      {
        argsIgnorePattern: unused,
        varsIgnorePattern: unused,
        caughtErrorsIgnorePattern: unused,
        destructuredArrayIgnorePattern: unused,
        ignoreRestSiblings: true,
      },
    ],
    'unicorn/no-abusive-eslint-disable': 'error',
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'assert*', 'fc.assert'] }],
    'vitest/valid-expect': ['error', { maxArgs: 2 }],

    // Right for classes or other test styles, wrong here.
    'typescript/unbound-method': 'off',
    'vitest/no-standalone-expect': 'off',
    'vitest/no-conditional-tests': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/require-to-throw-message': 'off',
    'react/react-in-jsx-scope': 'off',
    'nextjs/no-html-link-for-pages': 'off',
  },
  overrides: [
    // The environment is read once, at a process's door.
    {
      files: ['packages/{crypto,ledger,integrations,api,ui}/src/**', 'apps/*/src/**'],
      excludeFiles: ['apps/web/src/server.ts', 'apps/worker/src/main.ts'],
      rules: { 'node/no-process-env': 'error' },
    },
    {
      files: ['ops/**', 'bench/**', 'e2e/**', '**/main.ts', '**/*-command.ts'],
      rules: { 'no-console': 'off' },
    },
    ...arrows,
    {
      files: ['**/*.{suite,spec,test}.{ts,tsx}', '**/contract.ts', '**/testing/**'],
      rules: {
        'max-lines-per-function': 'off',
        'typescript/restrict-template-expressions': 'off',
        'node/no-process-env': 'off',
      },
    },
  ],
})
