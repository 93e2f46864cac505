import { readBank } from './bank.ts';
import type { Contents, StepEntry } from './contents.ts';
import type { Edition, Fault, Module, Step } from '../course.ts';
import { startDraft, type Draft } from './draft.ts';
import { hashEdition } from './edition-hash.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import type { ItemSet } from './items.ts';
import { languageNames } from '../language.ts';
import { compileLesson } from './lesson.ts';
import type { Library } from './library.ts';
import { compilePractice } from './practice.ts';
import { compileQuiz } from './quiz.ts';
import { compileSession } from './session.ts';
import { surveyCourse, type Measures, type StepSurvey, type Survey } from './survey.ts';
import { compileTests } from './test-step.ts';

const leastShare = 0.6;

/** Compiles one course. The edition is what the files give; it may be published only if no fault was added. */
export function compileCourse(
	contents: Contents,
	library: Library,
	files: Files,
	faults: Fault[]
): { edition: Edition; survey: Survey } {
	const draft = startDraft(contents, library, files, faults);
	const steps: StepSurvey[] = [];
	const modules = contents.modules.map(({ id, title, steps: entries }, at): Module => {
		const compiled = entries.map((entry, index) => {
			const { step, measures } = compileStep(entry, `${id}/${entry.id}`, draft);
			steps.push(note(id, step, measures, contents.lineOf(['modules', at, 'steps', index]), draft));
			return step;
		});
		return { id, title, steps: compiled };
	});
	const bank: ItemSet = contents.tests ? readBank(draft) : { items: [], texts: new Map() };
	const { before, after } = compileTests(bank, draft);
	if (before)
		steps.unshift(note('before', before.module.steps[0], before.measures, contents.lineOf(['tests', 'pre']), draft));
	if (after)
		steps.push(note('after', after.module.steps[0], after.measures, contents.lineOf(['tests', 'post']), draft));
	const all = [...(before ? [before.module] : []), ...modules, ...(after ? [after.module] : [])];
	const minutesOf = (wanted: (step: Step) => boolean) =>
		all.flatMap((module) => module.steps).reduce((sum, step) => sum + (wanted(step) ? step.minutes : 0), 0);
	const { course, code, languages, title, summary, topics, audience, outcomes } = contents;
	const content: Omit<Edition, 'hash'> = {
		course,
		code,
		languages,
		title,
		summary,
		topics,
		audience,
		outcomes: Object.entries(outcomes).map(([id, words]) => ({ id, words })),
		modules: all,
		onlineMinutes: minutesOf(({ kind }) => kind !== 'session'),
		sessionMinutes: minutesOf(({ kind }) => kind === 'session')
	};
	const edition = { hash: hashEdition(content), ...content };
	checkOutcomes(edition, bank, draft);
	checkQuizzes(draft);
	refuseStrays(draft);
	return { edition, survey: surveyCourse(edition, bank, steps) };
}

function compileStep(entry: StepEntry, name: string, draft: Draft): { step: Step; measures: Measures } {
	if (entry.kind === 'lesson') return compileLesson(entry, name, draft);
	if (entry.kind === 'practice') return compilePractice(entry, name, draft);
	return entry.kind === 'session' ? compileSession(entry, name, draft) : compileQuiz(entry, name, draft);
}

// Practices and sessions fill their minutes exactly, and are checked where they are read.
function note(module: string, step: Step, measures: Measures, line: number, { contents, faults }: Draft): StepSurvey {
	const { id, kind, minutes } = step;
	const refuse = refuseIn(contents.path, faults);
	if (kind === 'lesson' || kind === 'quiz' || kind === 'test') {
		for (const language of contents.languages) {
			const fills = measures[language]?.minutes;
			if (!fills) continue;
			const found = `In ${languageNames[language]} “${module}/${id}” fills ${fills} minutes, and claims ${minutes}.`;
			if (minutes > fills) refuse(line, found, `Claim ${Math.floor(fills)} at most, or write more.`);
			if (minutes < leastShare * fills) refuse(line, found, `Claim ${Math.floor(fills)}, or write less.`);
		}
	}
	return { module, id, kind, minutes, measures };
}

function checkOutcomes({ modules }: Edition, bank: ItemSet, { contents, faults }: Draft): void {
	const inQuizzes = modules.flatMap(({ steps }) => steps.flatMap((step) => ('items' in step ? step.items : [])));
	const tested = new Set([...inQuizzes, ...bank.items].map(({ outcome }) => outcome));
	const refuse = refuseIn(contents.path, faults);
	for (const id of Object.keys(contents.outcomes)) {
		if (tested.has(id)) continue;
		refuse(
			contents.lineOf(['outcomes', id]),
			`No item tests “${id}”.`,
			`Write items with [tag:${id}], or take it out.`
		);
	}
}

// A module of one lesson may be an opening or a close; from two on, learners are owed a quiz.
function checkQuizzes({ contents, faults }: Draft): void {
	const refuse = refuseIn(contents.path, faults);
	contents.modules.forEach(({ id, steps }, at) => {
		const many = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).length;
		if (many('lesson') < 2 || many('quiz') > 0) return;
		refuse(
			contents.lineOf(['modules', at]),
			`The module “${id}” has no quiz.`,
			'Add one of 6 to 10 items to its steps.'
		);
	});
}

function refuseStrays({ contents, files, faults, taken }: Draft): void {
	for (const path of files.keys()) {
		if (!path.startsWith(`courses/${contents.course}/`) || taken.has(path)) continue;
		refuseIn(path, faults)(1, 'Nobody lists this file.', 'Add its step to course.yaml, or delete it.');
	}
}
