import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import svelteConfig from '../../svelte.config.js';

const root = new URL('../..', import.meta.url).pathname;

export default defineConfig(
	{ basePath: root },
	{
		ignores: [
			'node_modules/',
			'build/',
			'data/',
			'.svelte-kit/',
			'test-results/',
			'src/lib/i18n/paraglide/',
			'tests/bench/floor-kit/',
			'drizzle/*/'
		]
	},
	...ts.configs.recommendedTypeChecked,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: {
			parserOptions: {
				projectService: { allowDefaultProject: [] },
				tsconfigRootDir: root,
				extraFileExtensions: ['.svelte']
			}
		},
		rules: {
			'no-undef': 'off',
			// An un-awaited query never runs.
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			'@typescript-eslint/only-throw-error': 'off',
			'@typescript-eslint/require-await': 'off',
			// Functions written as methods of a type are functions all the same.
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// Addresses get their language from href().
			'svelte/no-navigation-without-resolve': 'off',
			'no-restricted-syntax': [
				'error',
				{
					selector: "MemberExpression[object.name='db'][property.name='transaction']",
					message: 'better-sqlite3 commits before async work is done: use write() of #server/db/store.ts'
				}
			],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['$lib', '$lib/*'],
							message: 'Import #lib/… or #server/…: those names work everywhere, plain node included.'
						}
					]
				}
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		// Raw SQL is not portable: it stays where both dialects are known.
		files: ['src/**/*.ts'],
		ignores: ['src/lib/server/db/**', 'src/**/*.test.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{ name: 'drizzle-orm', importNames: ['sql'], message: 'Raw SQL stays in src/lib/server/db.' },
						{ name: 'drizzle-orm/pg-core', message: 'Tables are built with #server/db/columns.ts, for both dialects.' },
						{
							name: 'drizzle-orm/sqlite-core',
							message: 'Tables are built with #server/db/columns.ts, for both dialects.'
						}
					],
					patterns: [
						{
							group: ['$lib', '$lib/*'],
							message: 'Import #lib/… or #server/…: those names work everywhere, plain node included.'
						}
					]
				}
			]
		}
	},
	{
		files: ['src/lib/server/db/**/*.ts'],
		rules: { 'no-restricted-syntax': 'off' }
	},
	{
		files: ['**/*.js'],
		...ts.configs.disableTypeChecked
	}
);
