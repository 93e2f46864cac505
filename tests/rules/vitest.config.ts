import { defineConfig } from 'vitest/config';

const databases = {
	sqlite: 'file:',
	pglite: 'pglite:',
	postgres: process.env.TEST_POSTGRES_URL
};

// These ask no database or bring a server of their own, so once is enough.
const once = [
	'tests/rules/**/*.test.ts',
	'src/lib/{i18n,web}/**/*.test.ts',
	'src/**/*.pure.test.ts',
	'src/lib/server/content/{compiler,command}/**/*.test.ts',
	'src/lib/server/content/{compile,refuses}.test.ts'
];

const patient = { setupFiles: ['tests/rules/vitest.setup.ts'], testTimeout: 30_000, hookTimeout: 60_000 };

/** The domain's tests run once for each kind of database; `postgres` only where a server's address is given. */
export default defineConfig({
	root: new URL('../..', import.meta.url).pathname,
	test: {
		maxWorkers: 2,
		projects: [
			{
				extends: true as const,
				test: {
					name: 'once',
					include: once,
					env: { DATABASE_URL: databases.sqlite, TZ: 'UTC' },
					...patient
				}
			},
			...Object.entries(databases)
				.filter(([, url]) => url)
				.map(([name, url]) => ({
					extends: true as const,
					test: {
						name,
						include: ['src/**/*.test.ts'],
						exclude: once,
						env: { DATABASE_URL: url!, TZ: 'UTC' },
						// Each file opens a database of its own and closes it: loading the program anew for each would take longer than the tests.
						isolate: false,
						...patient
					}
				}))
		]
	}
});
