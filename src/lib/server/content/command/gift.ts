import { compileContent } from '../compile.ts';
import { exportBank } from '../compiler/gift-export.ts';
import { Refusal } from './refusal.ts';

/** A course's quizzes and bank in one language as GIFT. Refused while the course has a fault: an item would be missing. */
export async function writeGift(folder: string, [course, language]: string[]): Promise<string> {
	const { surveys, editions } = await compileContent(folder);
	const survey = surveys.find((it) => it.course === course);
	const known = survey?.languages.find((it) => it === language);
	if (!survey) {
		throw new Refusal(
			`There is no course “${course ?? ''}”. Name one of: ${surveys.map((it) => it.course).join(', ')}.`
		);
	}
	if (!known) {
		throw new Refusal(`${course} is not in “${language ?? ''}”. Name one of: ${survey.languages.join(', ')}.`);
	}
	if (!editions.some((it) => it.course === course)) {
		throw new Refusal(`${course} has faults. Mend first what “npm run content” says.`);
	}
	return exportBank(survey, known);
}
