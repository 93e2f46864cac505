import { lineAt, type Refuse } from './fault.ts';

const elements = new Set('svg g path rect circle ellipse line polyline polygon text tspan title desc'.split(' '));
const attributes = new Set(
	(
		'xmlns viewBox role aria-labelledby aria-hidden id class x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height transform ' +
		'fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset ' +
		'stroke-opacity opacity text-anchor dominant-baseline font-size font-weight font-style letter-spacing'
	).split(' ')
);
const markup = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[<>]/g;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const smallestLetters = 13;
const mostFaults = 20;

/**
 * Checks a drawing and gives it back ready to stand in a page: without its XML declaration and comments. Only plain shapes and
 * letters may be in it, no script, style, link or reference; its title, description and viewBox must be there. `name` is how every
 * id in it begins, so that two pictures on one page keep apart. Undefined where something was refused.
 */
export function readPicture(text: string, name: string, refuse: Refuse): string | undefined {
	let faults = 0;
	const no = (offset: number, problem: string, mend: string) => {
		faults++;
		refuse(lineAt(text, offset), problem, mend);
	};
	const start = text.indexOf('<svg');
	const open: string[] = [];
	const seen = new Map<string, string>();
	let end = text.length;
	for (const tag of text.slice(Math.max(start, 0)).matchAll(markup)) {
		const at = Math.max(start, 0) + tag.index;
		const [raw, closing, element, given = '', alone] = tag;
		if (faults > mostFaults) break;
		if (raw.startsWith('<!--')) continue;
		if (!element) no(at, `A “${raw}” stands here that belongs to no tag.`, 'Close the tag, or write &lt; or &gt;.');
		else if (!elements.has(element))
			no(at, `A picture cannot have <${element}>.`, 'Draw it with plain shapes and text.');
		else if (closing) {
			if (open.pop() !== element)
				no(at, `</${element}> closes what is not open.`, 'Close the tags in the order they were opened.');
			if (open.length === 0) end = Math.min(end, at + raw.length);
		} else {
			if (element === 'svg' && at > start) no(at, 'There is a second <svg>.', 'A file holds one picture.');
			checkAttributes(given, name, (problem, mend) => no(at, problem, mend));
			seen.set(element, seen.get(element) ?? given);
			if (!alone) open.push(element);
		}
	}
	if (start === -1) no(0, 'There is no <svg>.', 'Draw the picture as SVG.');
	else {
		if (!/^\s*(?:<\?xml[^<>]*\?>)?\s*(?:<!--[\s\S]*?-->\s*)*$/.test(text.slice(0, start))) {
			no(0, 'Something stands before <svg>.', 'Take it out.');
		}
		if (open.length > 0) no(start, `<${open.at(-1)}> is never closed.`, `Write </${open.at(-1)}>.`);
		if (text.slice(end).trim() !== '')
			no(end + text.slice(end).search(/\S/), 'Something stands after </svg>.', 'Take it out.');
		if (!/\bviewBox\s*=\s*["']0 0 360 \d+(?:\.\d+)?["']/.test(seen.get('svg') ?? '')) {
			no(start, 'The viewBox is missing or not 360 wide.', 'Write viewBox="0 0 360 …" with the height.');
		}
		for (const needed of ['title', 'desc']) {
			const said = new RegExp(`<${needed}[^>]*>\\s*[^<\\s]`).test(text);
			if (!said) no(start, `The picture has no <${needed}>.`, `Say in <${needed}> what can be seen.`);
		}
	}
	return faults > 0
		? undefined
		: text
				.slice(start, end)
				.replace(/<!--[\s\S]*?-->/g, '')
				.replace(/\s*\n\s*/g, '\n');
}

function checkAttributes(given: string, name: string, no: (problem: string, mend: string) => void): void {
	for (const [, key = '', double, single] of given.matchAll(attribute)) {
		const value = double ?? single ?? '';
		if (!attributes.has(key)) no(`A picture cannot have the attribute “${key}”.`, `Delete ${key}="…".`);
		if (/url\s*\(|javascript:|&#|expression/i.test(value))
			no(`“${key}” refers to something else.`, 'Draw it here instead.');
		if (key === 'id' && !value.startsWith(`${name}-`))
			no(`The id “${value}” may stand in another picture.`, `Call it “${name}-…”.`);
		if (key === 'font-size' && !(parseFloat(value) >= smallestLetters)) {
			no(`Letters of ${value} are too small for a phone.`, `Make them ${smallestLetters} or larger.`);
		}
	}
}
