import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server in a process of its own, and what it costs, as the system counts it. */
export interface Server {
	address: string;
	/** Processor time so far, in seconds, on all threads. */
	cpu(): number;
	/** Memory in MB: what is its own, and its share of what it has in common with other processes. */
	memory(): number;
	stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', endServers);

/** Ends at once every server that still runs. */
export function endServers(): void {
	for (const each of running) each.kill('SIGKILL');
}

/** How a server is started: Node's flags, the folder it works in, and another Node than this one. */
export interface Start {
	flags?: string[];
	folder?: string;
	node?: string;
}

/** Starts a script on a free port and waits until it answers. */
export async function startServer(
	script: string,
	env: NodeJS.ProcessEnv,
	{ flags = [], folder, node = process.execPath }: Start = {}
): Promise<Server> {
	const port = await freePort();
	const address = `http://127.0.0.1:${port}`;
	const child = spawn(node, [...flags, script], {
		cwd: folder,
		env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	running.add(child);
	child.once('exit', () => running.delete(child));
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (words: Buffer) => (said += String(words)));
	await answers(address, child, () => said);

	const ticks = () => {
		const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
		return Number(fields[11]) + Number(fields[12]);
	};
	return {
		address,
		cpu: () => ticks() / 100,
		memory: () => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8'))![1]) / 1024,
		async stop() {
			if (child.exitCode !== null) return;
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill();
			await Promise.race([ended, sleep(3000).then(() => child.kill('SIGKILL'))]);
		}
	};
}

async function answers(address: string, child: ChildProcess, said: () => string): Promise<void> {
	const deadline = Date.now() + 60_000;
	while (Date.now() < deadline && child.exitCode === null) {
		if (await fetch(address).catch(() => undefined)) return;
		await sleep(100);
	}
	throw new Error(`A server did not start:\n${said()}`);
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
