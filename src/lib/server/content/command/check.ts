import { compileContent } from '../compile.ts';
import { describeFault } from '../compiler/fault.ts';
import { reportCourse } from './report.ts';
import { summarize } from './summary.ts';

/** Checks a content folder: the lines to print, and whether there are courses and all of them can be published. */
export async function check(folder: string): Promise<{ lines: string[]; sound: boolean }> {
	const { surveys, faults, editions } = await compileContent(folder);
	const byCode = surveys.toSorted((one, other) => one.code.localeCompare(other.code));
	const published = (course: string) => editions.some((edition) => edition.course === course);
	const ready = editions.map(({ course, hash }) => `${course} (${hash})`).join(', ') || 'none';
	return {
		lines: [
			...byCode.flatMap((survey) => [...reportCourse(survey, published(survey.course)), '']),
			...(byCode.length > 0 ? [...summarize(byCode), ''] : []),
			...faults.map((fault) => describeFault(fault, folder)),
			`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}. Courses that can be published: ${ready}.`,
			...(byCode.length === 0 ? [`There is no course in ${folder}. For help: npm run content -- help`] : [])
		],
		sound: faults.length === 0 && byCode.length > 0
	};
}
