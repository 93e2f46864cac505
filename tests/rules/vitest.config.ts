import { defineConfig } from 'vitest/config';

const databases = {
	sqlite: 'file:',
	pglite: 'pglite:',
	postgres: process.env.TEST_POSTGRES_URL
};

// These ask no database, so once is enough.
const knowNoDatabase = [
	'tests/rules/**',
	'src/lib/i18n/**',
	'src/lib/web/**',
	'src/lib/server/content/compiler/**',
	'src/lib/server/content/command/**',
	'src/lib/server/content/{compile,refuses}.test.ts'
];

/** The domain's tests run once for each kind of database; `postgres` only where a server's address is given. */
export default defineConfig({
	root: new URL('../..', import.meta.url).pathname,
	test: {
		projects: Object.entries(databases)
			.filter(([, url]) => url)
			.map(([name, url]) => ({
				extends: true as const,
				test: {
					name,
					include: ['src/**/*.test.ts', 'tests/rules/**/*.test.ts'],
					exclude: name === 'sqlite' ? [] : knowNoDatabase,
					env: { DATABASE_URL: url!, TZ: 'UTC' },
					setupFiles: ['tests/rules/vitest.setup.ts'],
					testTimeout: 30_000,
					hookTimeout: 60_000
				}
			}))
	}
});
