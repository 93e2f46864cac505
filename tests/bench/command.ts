import { spawn } from 'node:child_process';

/** Runs a program to its end. Throws with all that it said where it failed. */
export function run(program: string, words: string[], folder: string, env: Record<string, string> = {}): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, words, {
			cwd: folder,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
		child.once('error', reject);
		child.once('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`${program} ${words.join(' ')} failed:\n${said}`))
		);
	});
}
