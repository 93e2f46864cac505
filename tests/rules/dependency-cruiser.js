// The direction of the house: routes → lib/server/<noun> → db. Inside lib/server a folder imports only what stands above it.
const nouns = [
	'db',
	'mail',
	'people',
	'content',
	'learning',
	'assessment',
	'workshops',
	'certification',
	'reports',
	'account',
	'jobs',
	'demo'
];

const below = nouns.slice(0, -1).map((noun, place) => ({
	name: `${noun}-knows-only-what-stands-above`,
	severity: 'error',
	comment: `A lower folder tells ${noun}; ${noun} never asks it. See src/README.md, Direction.`,
	from: { path: `^src/lib/server/${noun}/`, pathNot: '\\.test\\.ts$|/testing\\.ts$' },
	to: { path: `^src/lib/server/(${nouns.slice(place + 1).join('|')})/` }
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		...below,
		{
			name: 'domain-knows-no-web',
			severity: 'error',
			comment:
				'The domain runs in the server, in a test and under plain node alike, so it imports neither SvelteKit nor pages.',
			from: { path: '^src/lib/server/' },
			to: { path: '^(src/routes|src/lib/web|src/lib/components|src/hooks)|@sveltejs/kit|^\\$app' }
		},
		{
			name: 'components-know-no-database',
			severity: 'error',
			comment: 'A component shows what it is given.',
			from: { path: '^src/lib/(components|i18n)/|^src/routes/.*\\.svelte$' },
			to: { path: '^src/lib/server/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'tables-stay-in-their-folder',
			severity: 'error',
			comment: 'A page asks a domain function; only reports and account read across tables.',
			from: { path: '^src/(routes|lib/web|hooks)', pathNot: '\\.test\\.ts$|^src/routes/healthz/' },
			to: { path: '/tables\\.ts$' }
		},
		{
			name: 'no-circles',
			severity: 'error',
			from: { pathNot: '^src/lib/server/db/' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'nothing-missing',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^\\$|\\.svelte-kit|/\\$types|worker&url' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: 'src/lib/i18n/paraglide|tests/bench/floor-kit' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] }
	}
};
