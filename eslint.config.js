import { existsSync } from 'node:fs'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/**
 * The walls of the house: what each room of src/ may import besides itself.
 * A wall moves only with a page in docs/decisions/.
 */
const walls = {
  protocol: [],
  transcript: ['protocol'],
  message: ['protocol'],
  wire: ['protocol', 'transcript'],
  client: ['protocol', 'transcript', 'message', 'wire'],
  server: ['protocol', 'transcript', 'message', 'wire'],
  script: ['protocol', 'transcript', 'message', 'wire', 'client', 'server'],
  store: ['protocol', 'transcript', 'message', 'wire', 'server'],
  host: ['protocol', 'transcript', 'message', 'wire', 'client', 'server', 'store'],
  explain: ['protocol', 'transcript', 'message'],
  checks: ['protocol', 'transcript', 'message', 'wire', 'client', 'server', 'script', 'store', 'host', 'explain'],
  report: ['protocol', 'transcript', 'message', 'script', 'store', 'host', 'explain', 'checks'],
}
const rooms = [...Object.keys(walls), 'talk', 'web', 'cli'].filter((room) => existsSync(`src/${room}`))
walls.talk = [...Object.keys(walls)]
walls.web = [...Object.keys(walls)]
walls.cli = [...Object.keys(walls)]

const zones = rooms.map((room) => ({
  target: `./src/${room}`,
  from: './src',
  except: [room, ...walls[room]].map((name) => `./${name}`),
  message: `src/${room} may import only: ${walls[room].join(', ') || 'itself'} (docs/architecture.md)`,
}))

export default tseslint.config(
  { ignores: ['dist/**', 'dist-*/**', 'coverage/**', 'node_modules/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/protocol/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*'] }],
      'no-restricted-globals': ['error', 'Buffer', 'process', 'performance', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random' },
        { object: 'Date', property: 'now' },
      ],
    },
  },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
)
