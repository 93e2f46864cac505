import { hash, verify } from '@node-rs/argon2';

// argon2id as OWASP advises: 19 MiB, two passes.
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

let running = 0;
const waiting: (() => void)[] = [];

// Four at once, so that a rush of sign-ins leaves room for those who read.
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= 4) await new Promise<void>((go) => waiting.push(go));
	running += 1;
	try {
		return await work();
	} finally {
		running -= 1;
		waiting.shift()?.();
	}
}

/** Turns a password into what may be stored. */
export function hashPassword(password: string): Promise<string> {
	return inTurn(() => hash(password.normalize('NFKC'), cost));
}

let nobody: Promise<string> | undefined;

/** Compares a password with a stored hash. Without a hash it takes as long and says no, so that time tells nothing about who has an account. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
	nobody ??= hashPassword('nobody has this password');
	const against = stored ?? (await nobody);
	const matches = await inTurn(() => verify(against, password.normalize('NFKC')));
	return matches && stored !== null && stored !== undefined;
}
