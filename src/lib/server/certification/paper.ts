import { renderSVG } from 'uqr';
import { day, duration } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '#server/content/course.ts';
import { completionTemplate } from './completion-paper.ts';
import type { Credential } from './credential.ts';
import { printedNumber } from './number.ts';

type Language = 'en' | 'es';

/** A certificate of completion as PDF, from its frozen snapshot. `address` is its public page, which the code on it leads to. */
export async function completionPaper(
	{ number, snapshot }: Credential,
	address: string,
	language: Language
): Promise<Uint8Array> {
	const locale = { locale: language };
	const say = (words: Words) => words[language] ?? words.en ?? Object.values(words)[0] ?? '';
	return print(completionTemplate, {
		language,
		title: `${m.certificate_of_completion({}, locale)} · ${snapshot.name}`,
		heading: m.certificate_of_completion({}, locale),
		name: snapshot.name,
		completed: m.verify_completed({}, locale),
		course: say(snapshot.course.title),
		hours: m.paper_hours(
			{ online: duration(snapshot.minutesOnline, language), attended: duration(snapshot.minutesAttended, language) },
			locale
		),
		outcomesHeading: m.verify_outcomes({}, locale),
		outcomes: snapshot.outcomes.map(say),
		issuer: snapshot.issuer[language],
		facts: [
			[m.verify_completed_on({}, locale), day(snapshot.completedOn, 'UTC', language)],
			[m.verify_issued_on({}, locale), day(snapshot.issuedOn, 'UTC', language)],
			[
				m.verify_course({}, locale),
				`${snapshot.course.code} · ${m.verify_edition({}, locale)} ${snapshot.course.edition}`
			]
		],
		number: printedNumber(number),
		check: m.paper_check({}, locale),
		address,
		qr: renderSVG(address, { ecc: 'M', border: 2 }),
		qrDescription: m.paper_code({ address }, locale)
	});
}

let compiler: Promise<import('@myriaddreamin/typst-ts-node-compiler').NodeCompiler> | undefined;

// The compiler is loaded with the first paper: it is large, and its fonts come with it.
async function print(template: string, data: object): Promise<Uint8Array> {
	compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler }) => NodeCompiler.create());
	const typst = await compiler;
	const pdf = typst.pdf({ mainFileContent: template, inputs: { data: JSON.stringify(data) } });
	typst.evictCache(10);
	return pdf;
}
