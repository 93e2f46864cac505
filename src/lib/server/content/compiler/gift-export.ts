import type { Language } from '../course.ts';
import type { Item } from '../item.ts';
import { escapeHtml } from './safe-html.ts';
import type { Survey } from './survey.ts';

/**
 * A course's quizzes and its bank in one language, each in a category of its own, as GIFT that Moodle reads. Read back here, it gives
 * the very same items.
 */
export function exportBank({ course, sheets }: Pick<Survey, 'course' | 'sheets'>, language: Language): string {
	const parts = sheets.map(({ name, items }) => `$CATEGORY: ${course}/${name}\n\n${exportItems(items, language)}`);
	return parts.join('\n');
}

/** Items in one language as GIFT: id and outcome as a comment, then title, question, and answers with their weights and feedback. */
export function exportItems(items: Item[], language: Language): string {
	return items.map((item) => new Writer(language, item).write()).join('\n');
}

type Html = Item['stem'];

/** Writes one item. Within it GIFT takes the format of the question for every text that names none. */
class Writer {
	readonly #language: Language;
	readonly #item: Item;
	readonly #stem: string;

	constructor(language: Language, item: Item) {
		this.#language = language;
		this.#item = item;
		this.#stem = giftText(item.stem[language] ?? '', 'moodle');
	}

	write(): string {
		const { id, outcome, title, general } = this.#item;
		const lines = [...this.#answers(), ...(general ? [`\t####${this.#text(general)}`] : [])];
		const words = `::${escapeSigns(title[this.#language] ?? '')}::${this.#stem}`;
		return `// [id:${id}] [tag:${outcome}]\n${words} {${this.#mark()}\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}}\n`;
	}

	// What stands right behind the opening brace.
	#mark(): string {
		if (this.#item.kind === 'numerical') return '#';
		if (this.#item.kind !== 'true-false') return '';
		const { answer, feedback } = this.#item;
		return (answer ? 'T' : 'F') + this.#feedback(feedback.wrong) + this.#feedback(feedback.right);
	}

	#answers(): string[] {
		const item = this.#item;
		switch (item.kind) {
			case 'choice':
				return item.options.map(({ text, weight, feedback }) => {
					const right = !item.several && weight === 100;
					const usual = item.several ? undefined : right ? 100 : 0;
					return `\t${right ? '=' : '~'}${weighted(weight, usual, this.#text(text))}${this.#feedback(feedback)}`;
				});
			case 'true-false':
				return [];
			case 'matching':
				return item.pairs.map(
					({ left, right }) => `\t=${this.#text(left)} -> ${escapeSigns(right[this.#language] ?? '')}`
				);
			case 'short':
				return item.answers.map(({ text, weight, feedback }) => {
					const words = this.#text({ [this.#language]: escapeHtml(text[this.#language] ?? '') });
					return `\t=${weighted(weight, 100, words)}${this.#feedback(feedback)}`;
				});
			case 'numerical':
				return item.answers.map(({ low, high, weight, feedback }) => {
					const range = low === high ? digits(low) : `${digits(low)}..${digits(high)}`;
					return `\t=${weighted(weight, 100, range)}${this.#feedback(feedback)}`;
				});
		}
	}

	#text(html: Html): string {
		return giftText(html[this.#language] ?? '', this.#stem.startsWith('[html]') ? 'html' : 'moodle');
	}

	#feedback(html: Html | undefined): string {
		return html ? `#${this.#text(html)}` : '';
	}
}

// A text that begins with a percent sign would be read as a weight.
function weighted(weight: number, usual: number | undefined, text: string): string {
	return weight === usual && !text.startsWith('%') ? text : `%${weight}%${text}`;
}

// Plain wherever it can be, since authors read exports too. An arrow would divide a pair.
function giftText(html: string, inherited: 'html' | 'moodle'): string {
	if (/<|-&gt;/.test(html)) return `[html]${escapeSigns(html.replaceAll('<q class="retired">', '<q>'))}`;
	const plain = html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
	return (inherited === 'html' || plain.startsWith('[') ? '[moodle]' : '') + escapeSigns(plain);
}

function escapeSigns(text: string): string {
	return text.replace(/[\\~=#{}:]/g, '\\$&');
}

// GIFT knows no exponents.
function digits(number: number): string {
	return number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}
