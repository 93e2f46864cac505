import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** Another process at work on a database. */
export interface OtherProcess {
	/** The whole lines it has printed so far. */
	lines: string[];
	/** Settles when it has printed so many lines, and fails where it ends before. */
	printed(count: number): Promise<void>;
	/** How it ended: its exit code (absent where it was killed) and all it said. */
	ended: Promise<{ code: number | undefined; said: string }>;
	/** Ends it at once, as a power cut would, and waits until it is gone. */
	kill(): Promise<void>;
}

/** Starts a script of this project, named from its folder, in a process of its own that works on the database at `url`. */
export function startProcess(script: string, url: string, ...parameters: string[]): OtherProcess {
	const child = spawn(process.execPath, [script, ...parameters], {
		cwd: root,
		env: { PATH: process.env.PATH, TZ: 'UTC', DATABASE_URL: url },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const lines: string[] = [];
	const waiting = new Set<() => void>();
	let said = '';
	createInterface({ input: child.stdout }).on('line', (line) => {
		lines.push(line);
		for (const look of waiting) look();
	});
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (words: Buffer) => (said += words.toString()));
	const ended = new Promise<{ code: number | undefined; said: string }>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ code: code ?? undefined, said }));
	});

	return {
		lines,
		ended,
		async printed(count) {
			await Promise.race([
				new Promise<void>((resolve) => {
					const look = () => {
						if (lines.length < count) return;
						waiting.delete(look);
						resolve();
					};
					waiting.add(look);
					look();
				}),
				ended.then(() => {
					if (lines.length < count) throw new Error(`${script} ended after ${lines.length} lines:\n${said}`);
				})
			]);
		},
		async kill() {
			child.kill('SIGKILL');
			await ended;
		}
	};
}

/** Runs a script to its end and gives what it printed, line by line. Fails where the script fails. */
export async function runProcess(script: string, url: string, ...parameters: string[]): Promise<string[]> {
	const other = startProcess(script, url, ...parameters);
	const { code, said } = await other.ended;
	if (code !== 0) throw new Error(`${script} ended with ${code}:\n${said}`);
	return other.lines;
}
