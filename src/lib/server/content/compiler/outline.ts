import type { Token, Tokens } from 'marked';
import { blocksOf } from './blocks.ts';
import type { Language } from '../course.ts';
import { isDirective } from './directive.ts';
import { inOrder } from './markdown.ts';
import type { Page } from './page.ts';

/** Refuses a language in which headings, frames, pictures, lists or tables differ from the first, where they first part. */
export function refuseOtherOutline(pages: Map<Language, Page<unknown>>): void {
	const [first, ...others] = pages.values();
	if (!first) return;
	const wanted = outlineOf(first);
	for (const page of others) {
		const given = outlineOf(page);
		const at = Array.from({ length: Math.max(wanted.length, given.length) }, (_, index) => index).find(
			(index) => wanted[index]?.name !== given[index]?.name
		);
		if (at === undefined) continue;
		const [here, there] = [given[at]?.name ?? 'the end', wanted[at]?.name ?? 'the end'];
		const line = given[at]?.line ?? given.at(-1)?.line ?? page.firstLine;
		const problem = `Here comes ${here}, where ${first.path.split('/').at(-1)} has ${there}.`;
		page.refuse(line, problem, 'Give every language the same headings, frames, pictures, lists and tables.');
	}
}

function outlineOf(page: Page<unknown>): { name: string; line: number }[] {
	return blocksOf(page).flatMap(({ token, line }) =>
		[...inOrder([token])].flatMap((it) => {
			const name = nameOf(it);
			return name === undefined ? [] : [{ name, line }];
		})
	);
}

function nameOf(token: Token): string | undefined {
	if (isDirective(token)) return token.meta.level === 'inline' ? undefined : (token.raw.split('\n', 1)[0] ?? '').trim();
	if (token.type === 'heading') return `a heading ${'#'.repeat((token as Tokens.Heading).depth)}`;
	if (token.type === 'blockquote') return 'a quotation';
	if (token.type === 'list') return `a list of ${(token as Tokens.List).items.length}`;
	if (token.type !== 'table') return undefined;
	const { header, rows } = token as Tokens.Table;
	return `a table of ${header.length} columns and ${rows.length} rows`;
}
