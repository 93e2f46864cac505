import sanitizeHtml from 'sanitize-html';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes any text safe to stand in HTML, also inside an attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}

/** The elements a question's text may have when it is marked as `[html]`; `q` is a retired word, shown as a word. */
export const inlineElements = ['b', 'i', 'em', 'strong', 'sub', 'sup', 'br', 'q'];

/** Keeps the few inline elements of questions, without any attribute, and nothing else. */
export function cleanInline(html: string): string {
	return sanitizeHtml(html, { allowedTags: inlineElements, allowedAttributes: {} });
}

const page: sanitizeHtml.IOptions = {
	allowedTags:
		'p h2 h3 ul ol li strong em a table thead tbody tr th td blockquote br section div span button b q figure'.split(
			' '
		),
	allowedAttributes: {
		a: ['href', 'rel'],
		ol: ['start'],
		section: ['class'],
		p: ['class'],
		q: ['class'],
		span: ['class'],
		figure: ['class', 'data-picture'],
		button: ['type', 'class', 'popovertarget'],
		div: ['class', 'id', { name: 'popover', values: ['auto'] }, 'tabindex', 'role', 'aria-label']
	},
	allowedSchemes: ['https', 'mailto'],
	allowProtocolRelative: false,
	nestingLimit: 40
};

/** Keeps what our own Markdown renderer makes and nothing else: the second wall behind it. */
export function cleanPage(html: string): string {
	return sanitizeHtml(html, page);
}

/** The text of HTML without its tags, as a reader sees it. */
export function textOf(html: string): string {
	const plain = sanitizeHtml(html.replace(/<br\s*\/?>/g, ' '), { allowedTags: [], allowedAttributes: {} });
	return plain
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');
}
