// Lint rules, and the house's import rules (README, "The house"): what a folder may import is decided here.
import js from '@eslint/js';
import i18next from 'eslint-plugin-i18next';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Bans as patterns: a folder that may not reach another gets that other's path here. */
const ban = (patterns, paths = []) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    { paths, patterns: patterns.map(([group, message]) => ({ group, message })) },
  ],
});
const electronPackage = {
  name: 'electron',
  message: 'Only electron/hosts/desktop may import electron.',
};
const nodeOnly = ['node:*', 'shared/ runs anywhere: no Node modules.'];

/** The windows' own packages; anything else, Node and Electron first of all, is not to be had there. */
const UI_PACKAGES = [
  'react(-dom)?(/client)?',
  '@mantine/(core|hooks)(/styles.layer.css)?',
  '@tabler/icons-react',
  '@tanstack/react-(table|virtual)',
  'i18next',
  'react-i18next',
  'qrcode',
  'zod',
];
/** What a window must never do, whatever its content says. Both forms: the name alone and as a property. */
const WINDOW_BANS = [
  ['eval', 'The CSP bans it.'],
  ['Function', 'The CSP bans it.'],
  ['fetch', 'Only renderer/bridge/web.ts knows a network.'],
  ['XMLHttpRequest', 'Only renderer/bridge/web.ts knows a network.'],
  ['WebSocket', 'Only renderer/bridge/web.ts knows a network.'],
  ['EventSource', 'Only renderer/bridge/web.ts knows a network.'],
  ['open', 'A window opens no other window.'],
  ['localStorage', 'Nothing is kept in the browser.'],
  ['sessionStorage', 'Nothing is kept in the browser.'],
  ['indexedDB', 'Nothing is kept in the browser.'],
];
const MARKUP = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'createContextualFragment'];
const windowProperties = (names) => [
  ...names.flatMap(([property, message]) =>
    ['window', 'globalThis', 'self', 'page'].map((object) => ({ object, property, message })),
  ),
  ...['write', 'writeln'].map((property) => ({
    object: 'document',
    property,
    message: 'Text is never markup.',
  })),
];
const windowBans = (names) => ({
  'no-restricted-globals': ['error', ...names.map(([name, message]) => ({ name, message }))],
  'no-restricted-properties': ['error', ...windowProperties(names)],
});

export default tseslint.config(
  { ignores: ['node_modules/**', 'out/**', 'dist/**', 'tmp/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: 'scripts/check/tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      eqeqeq: 'error',
      // There are no enums (erasableSyntaxOnly); looking for them takes seconds.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: ban(
      [
        nodeOnly,
        [
          ['**/electron/**', '**/renderer/**', '**/scripts/**', '**/test/**'],
          'shared/ imports nothing of ours.',
        ],
      ].map(([g, m]) => [Array.isArray(g) ? g : [g], m]),
      [electronPackage],
    ),
  },
  {
    files: ['electron/core/**/*.ts'],
    rules: ban(
      [
        [
          ['**/hosts/**', '**/renderer/**', '**/scripts/**', '**/test/**'],
          'core/ imports only core/ and shared/.',
        ],
      ],
      [electronPackage],
    ),
  },
  {
    files: ['electron/hosts/cli/**/*.ts', 'electron/hosts/dispatch.ts'],
    rules: ban(
      [
        [
          [
            '**/hosts/desktop/**',
            '**/hosts/web/**',
            '../desktop/**',
            '../web/**',
            '**/renderer/**',
            '**/scripts/**',
            '**/test/**',
          ],
          'A host imports core/ and shared/, never another host.',
        ],
      ],
      [electronPackage],
    ),
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks, i18next },
    rules: {
      ...reactHooks.configs.flat['recommended-latest'].rules,
      ...windowBans(WINDOW_BANS),
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?!\\.{1,2}/|(${UI_PACKAGES.join('|')})$)`,
              message:
                'The windows have their own packages, without Node and Electron (eslint.config.js, UI_PACKAGES).',
            },
            {
              group: ['**/electron/**', '**/scripts/**', '**/test/**'],
              message: 'The windows import renderer/ and shared/ alone.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML'], MemberExpression[property.name=/^(${MARKUP.join('|')})$/]`,
          message: 'Text is never markup.',
        },
        {
          selector: 'JSXOpeningElement[name.name=/^(style|script|iframe|webview|object|embed)$/]',
          message: 'The CSP has no room for it.',
        },
      ],
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'jsx-attributes': {
            include: [
              '^aria-(label|description|valuetext|roledescription|placeholder)$',
              '^(alt|title|label|placeholder|description|note|word|act|spoken|legend|error|summary)$',
            ],
          },
          message: 'Words for people stand in renderer/i18n.',
        },
      ],
    },
  },
  {
    // The one file of the windows that speaks with the web host.
    files: ['renderer/bridge/web.ts'],
    rules: windowBans(WINDOW_BANS.filter(([name]) => name !== 'fetch')),
  },
  {
    files: ['scripts/**/*.ts', 'test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
