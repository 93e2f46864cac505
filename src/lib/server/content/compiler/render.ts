import { Marked, Renderer, type RendererThis, type Tokens } from 'marked';
import { createDirectives, type Directive } from 'marked-directive';
import type { Language } from '../course.ts';
import { attributeOf, frameOf, type Frame } from './directive.ts';
import type { Library } from './library.ts';
import type { Markdown } from './markdown.ts';
import { inlineText } from './plain-text.ts';
import { cleanPage, escapeHtml } from './safe-html.ts';

const heads: Record<Language, Partial<Record<Frame, string>> & { table: string }> = {
	en: {
		try: 'Try it',
		tomorrow: 'Tomorrow',
		note: 'A word of care',
		facilitator: 'For the facilitator',
		table: 'Table'
	},
	es: {
		try: 'Inténtelo',
		tomorrow: 'Mañana',
		note: 'Tenga en cuenta',
		facilitator: 'Para quien facilita',
		table: 'Tabla'
	},
	pt: {
		try: 'Experimente',
		tomorrow: 'Amanhã',
		note: 'Tenha em conta',
		facilitator: 'Para quem facilita',
		table: 'Tabela'
	},
	fr: { try: 'À vous', tomorrow: 'Demain', note: 'À noter', facilitator: 'Pour l’animation', table: 'Tableau' }
};

/** Which part of a text to render; all of it where nothing is said. */
export interface Part {
	/** Leave these frames out. */
	without?: Frame;
	/** Only what these frames hold, without the frame. */
	only?: Frame;
	/** What ids begin with; two texts on one page need different ones. */
	ids?: string;
}

/**
 * Turns a sound text into HTML that is safe to print as it is. Terms open their meaning with the `popover` attribute, without any
 * script; the meanings stand at the end. Its ids (`term-1`, …) are unique within the text.
 */
export function renderMarkdown(text: Markdown, library: Library, { without, only, ids = 'term' }: Part = {}): string {
	const page = new Page(text.language, library, ids);
	const blocks = only
		? text.blocks.filter((block) => frameOf(block) === only).flatMap((block) => (block as Directive).tokens ?? [])
		: text.blocks.filter((block) => !without || frameOf(block) !== without);
	const writer = new Marked(
		createDirectives([
			{ level: 'container', marker: ':::', tag: 'div', renderer: page.part((it, inner) => page.frame(it, inner)) },
			{ level: 'block', marker: '::', tag: 'div', renderer: page.part((it) => page.picture(it)) },
			{ level: 'inline', marker: ':', tag: 'span', renderer: page.part((it, inner) => page.inline(it, inner)) }
		]),
		{
			renderer: {
				heading(token) {
					page.lastHeading = inlineText(token.tokens);
					return `<h${token.depth}>${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
				},
				link(token) {
					return page.link(token, this.parser.parseInline(token.tokens));
				},
				table(token) {
					return page.table(String(Renderer.prototype.table.call(this, token)));
				}
			}
		}
	);
	return page.draw(cleanPage(writer.parser(blocks) + page.meanings()));
}

/** One text while it becomes HTML: it numbers the terms and remembers their meanings. */
class Page {
	lastHeading = '';
	readonly #language: Language;
	readonly #library: Library;
	readonly #ids: string;
	readonly #terms: string[] = [];
	/** How many tables stand under a heading, so that each has a name of its own. */
	readonly #tables = new Map<string, number>();

	constructor(language: Language, library: Library, ids: string) {
		this.#language = language;
		this.#library = library;
		this.#ids = ids;
	}

	part(write: (directive: Directive, inner: string) => string) {
		return function (this: RendererThis, directive: Directive): string {
			const tokens = directive.tokens ?? [];
			const block = directive.meta.level === 'container';
			return write(directive, block ? this.parser.parse(tokens) : this.parser.parseInline(tokens));
		};
	}

	frame(directive: Directive, inner: string): string {
		const name = frameOf(directive) ?? 'note';
		const person = this.#library.cast.get(attributeOf(directive, 'person') ?? '');
		const head = person
			? `<b>${escapeHtml(person.name[this.#language] ?? '')}, ${person.age}</b>`
			: heads[this.#language][name];
		return `<section class="${name}">${head ? `<p class="${name}-head">${head}</p>` : ''}\n${inner}</section>\n`;
	}

	picture(directive: Directive): string {
		return `<figure class="picture" data-picture="${escapeHtml(attributeOf(directive, 'name') ?? '')}"></figure>\n`;
	}

	inline(directive: Directive, words: string): string {
		if (directive.meta.name === 'retired') return `<q class="retired">${words}</q>`;
		const id = attributeOf(directive, 'id') ?? '';
		if (!this.#terms.includes(id)) this.#terms.push(id);
		const target = `${this.#ids}-${this.#terms.indexOf(id) + 1}`;
		const button = `<button type="button" popovertarget="${target}" class="term-word">${words}</button>`;
		return `<span class="term">${button}</span>`;
	}

	link({ href }: Tokens.Link, words: string): string {
		const outside = href.startsWith('/') ? '' : ' rel="noopener"';
		return `<a href="${escapeHtml(href)}"${outside}>${words}</a>`;
	}

	table(html: string): string {
		const heading = this.lastHeading || heads[this.#language].table;
		const number = (this.#tables.get(heading) ?? 0) + 1;
		this.#tables.set(heading, number);
		const label = number === 1 ? heading : `${heading} (${number})`;
		// A corner without words heads nothing.
		const headed = html.replace(/<th[^>]*><\/th>/g, '<td></td>');
		return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">${headed}</div>\n`;
	}

	meanings(): string {
		return this.#terms
			.map((id, index) => {
				const term = this.#library.glossary?.get(id);
				const word = escapeHtml(term?.term[this.#language] ?? '');
				const meaning = escapeHtml(term?.meaning[this.#language] ?? '');
				return `<div popover="auto" id="${this.#ids}-${index + 1}" class="term-meaning"><b>${word}</b> ${meaning}</div>\n`;
			})
			.join('');
	}

	/** Puts the checked drawings where the sanitizer saw empty figures. */
	draw(html: string): string {
		return html.replace(/ data-picture="([a-z0-9-]+)">/g, (_, name: string) => {
			return `>${this.#library.pictures.get(name)?.[this.#language] ?? ''}`;
		});
	}
}
