import en from '../../src/lib/i18n/messages/en.json' with { type: 'json' };
import es from '../../src/lib/i18n/messages/es.json' with { type: 'json' };
import type { Language } from '#lib/i18n/address.ts';

type Plural = { declarations: string[]; match: Record<string, string> }[];

/** A message's name, so that a mistyped one does not compile. */
export type Message = Exclude<keyof typeof en, '$schema'>;
export type Inputs = Record<string, string | number>;

const messages: Record<Language, Record<string, string | Plural>> = { en, es };

/** A sentence of the interface as its page says it: read from the messages themselves, so that no story spells one out. */
export function say(language: Language, message: Message, inputs: Inputs = {}): string {
	const words = messages[language][message]!;
	return filled(typeof words === 'string' ? words : chosen(words, inputs, language), inputs);
}

// A message in several forms declares the number that chooses among them: `local amount = count: plural`.
function chosen([first]: Plural, inputs: Inputs, language: Language): string {
	const { declarations, match } = first!;
	const [, amount, count] = declarations
		.map((each) => /^local (\w+) = (\w+): plural$/.exec(each))
		.find((found) => found)!;
	const form = new Intl.PluralRules(language).select(Number(inputs[count!]));
	return match[`${amount}=${form}`] ?? match[`${amount}=*`]!;
}

function filled(words: string, inputs: Inputs): string {
	return words.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = inputs[name];
		if (value === undefined) throw new Error(`“${words}” needs ${name}`);
		return String(value);
	});
}

/** Minutes as the pages write them. */
export function duration(language: Language, minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return say(language, 'duration_minutes', { minutes });
	return rest === 0
		? say(language, 'duration_hours', { hours })
		: say(language, 'duration_hours_minutes', { hours, minutes: rest });
}

/** Today as the pages write it, in a time zone. */
export function today(language: Language, timeZone: string): string {
	return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date());
}

/** A pattern for these very words, wherever they stand. */
export function pattern(words: string): RegExp {
	return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
