import { readFileSync } from 'node:fs';

/** Seconds of processor time: all that the machine has, what was used, and what this process and its ended children used of it. */
interface Used {
	all: number;
	busy: number;
	own: number;
}

/** Begins to watch what else the machine does. The returned function tells its share of all processors since then, from 0 to 1. */
export function watchMachine(): () => number {
	const before = used();
	return () => {
		const after = used();
		const others = after.busy - before.busy - (after.own - before.own);
		return Math.max(0, others / (after.all - before.all));
	};
}

function used(): Used {
	const ticks = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/).slice(1, 9).map(Number);
	const all = ticks.reduce((sum, each) => sum + each, 0);
	const [idle, waiting] = [ticks[3]!, ticks[4]!];
	const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
	const own = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
	return { all: all / 100, busy: (all - idle - waiting) / 100, own: own / 100 };
}
