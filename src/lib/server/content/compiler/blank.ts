import { lineAt, type Refuse } from './fault.ts';

/** A place in a template that an author fills. Nothing with one in it is published. */
export function blank(hint: string): string {
	return `‹${hint}›`;
}

/** Refuses what a template left to its author. */
export function refuseBlanks(text: string, refuse: Refuse): void {
	for (const { 0: found, index } of text.matchAll(/‹[^›\n]*›?/g)) {
		refuse(
			lineAt(text, index),
			`“${found.slice(0, 40)}” waits for your words.`,
			'Write them in its place, or delete it.'
		);
	}
}
