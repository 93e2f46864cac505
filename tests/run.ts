/**
 * `npm test`: everything that must hold, from spelling to stories in a browser. Runs what is left also when something failed, prints what failed whole,
 * and ends with the sum, as the runners counted it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

interface Outcome {
	passed: number;
	failed: number;
}

interface Step {
	name: string;
	command: string;
	/** Where the runner leaves its own count; a step without one counts as one. */
	count?: () => Outcome;
}

const reports = 'test-results';

const messages: Step = { name: 'messages', command: 'npm run -s messages && svelte-kit sync' };

// These need one core each, so two run at a time.
const checks: Step[] = [
	{
		name: 'types',
		command: 'svelte-check --tsconfig ./tsconfig.json --fail-on-warnings --output human'
	},
	{ name: 'lint', command: 'eslint --config tests/rules/eslint.config.js --max-warnings 0 .' },
	{ name: 'format', command: 'prettier --check --log-level warn .' },
	{ name: 'architecture', command: 'depcruise --config tests/rules/dependency-cruiser.js src tests' },
	{ name: 'content', command: 'npm run -s content' },
	{ name: 'lockfile', command: 'npm ci --dry-run --loglevel=error' }
];

// These measure time here and there, so they have the machine to themselves.
const suites: Step[] = [
	{
		name: 'unit tests',
		command: `vitest run --config tests/rules/vitest.config.ts --reporter=default --reporter=json --outputFile.json=${reports}/unit.json`,
		count: countUnit
	},
	{ name: 'build', command: 'npm run -s build' },
	{ name: 'stories', command: 'playwright test --config tests/rules/playwright.config.ts', count: countStories }
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const sum: Outcome = { passed: 0, failed: 0 };
await run(messages);
await Promise.all([
	inTurn(checks.filter((_, place) => place % 2 === 0)),
	inTurn(checks.filter((_, place) => place % 2 === 1))
]);
await inTurn(suites);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function inTurn(steps: Step[]): Promise<void> {
	for (const step of steps) await run(step);
}

async function run({ name, command, count }: Step): Promise<void> {
	const began = Date.now();
	const { code, output } = await shell(command);
	const counted = countedOr(code, count);
	sum.passed += counted.passed;
	sum.failed += counted.failed;
	const seconds = ((Date.now() - began) / 1000).toFixed(0);
	console.log(
		`${counted.failed > 0 ? '✗' : '✓'} ${name}  ${counted.passed} passed, ${counted.failed} failed  (${seconds} s)`
	);
	if (counted.failed > 0) console.log(output);
}

// A runner that ended badly has failed at least once, whatever it wrote.
function countedOr(code: number, count: (() => Outcome) | undefined): Outcome {
	const plain = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
	if (!count) return plain;
	try {
		const counted = count();
		if (counted.passed + counted.failed === 0) return { passed: 0, failed: 1 };
		return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
	} catch {
		return { passed: 0, failed: 1 };
	}
}

function countUnit(): Outcome {
	const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(`${reports}/unit.json`, 'utf8')) as {
		numPassedTests: number;
		numFailedTests: number;
	};
	return { passed: numPassedTests, failed: numFailedTests };
}

function countStories(): Outcome {
	const { stats } = JSON.parse(readFileSync(`${reports}/stories.json`, 'utf8')) as {
		stats: { expected: number; unexpected: number; flaky: number };
	};
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

function shell(command: string): Promise<{ code: number; output: string }> {
	return new Promise((resolve) => {
		const child = spawn('sh', ['-c', command], {
			env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', TZ: 'UTC' },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.on('close', (code) => resolve({ code: code ?? 1, output }));
	});
}
