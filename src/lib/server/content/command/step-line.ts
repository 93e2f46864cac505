import type { Language } from '../course.ts';
import type { TemplateKind } from './templates.ts';

const quizTitles: Record<Language, string> = {
	en: 'Check what you know',
	es: 'Compruebe lo que sabe',
	pt: 'Verifique o que sabe',
	fr: 'Vérifiez ce que vous savez'
};
/** Of practice, quiz and session these are the minutes of the template; a lesson claims what it fills once it is written. */
const minutes: Record<TemplateKind, number> = { lesson: 10, practice: 30, quiz: 9, session: 60 };

/** The line that lists a new step in `course.yaml`. */
export function stepLine(kind: TemplateKind, id: string, outcome: string, languages: Language[]): string {
	const start = `- { id: ${id}, kind: ${kind}, minutes: ${minutes[kind]}`;
	if (kind !== 'quiz') return `${start}, outcomes: [${outcome}] }`;
	const titles = languages.map((language) => `${language}: ${quizTitles[language]}`).join(', ');
	return `${start}, pass: 70, wait: 10, title: { ${titles} } }`;
}
