import { inWords } from '#lib/i18n/href.ts';
import type { Feedback } from '#server/assessment/feedback.ts';
import type { Practice } from '#server/content/course.ts';

/** The fields of a practice with what stands in them, in the language of the page. */
export function shownFields(practice: Pick<Practice, 'fields'>, answers: Record<string, string>) {
	return practice.fields.map((field) => ({
		...field,
		label: inWords(field.label),
		hint: field.hint && inWords(field.hint),
		answer: answers[field.id] ?? '',
		options: field.kind === 'choice' ? field.options.map(({ id, label }) => ({ id, label: inWords(label) })) : [],
		scale: field.kind === 'ratings' ? field.scale.map(inWords) : [],
		groups:
			field.kind === 'ratings'
				? field.groups.map(({ id, label, rows }) => ({
						id,
						label: inWords(label),
						rows: rows.map((row) => ({
							id: row.id,
							label: inWords(row.label),
							answer: answers[`${field.id}.${row.id}`] ?? ''
						}))
					}))
				: []
	}));
}

/** The lines of a rubric, each with the level that was chosen, from 1 to 4. */
export function shownRubric({ rubric }: Pick<Practice, 'rubric'>, chosen: Record<string, number> = {}) {
	return rubric.map(({ id, criterion, levels }) => ({
		id,
		criterion: inWords(criterion),
		levels: levels.map(inWords),
		level: chosen[id]
	}));
}

/** What was said of a practice, in the words of its rubric. `submissionId` is what is read: what was said of an earlier version is marked as such. */
export function shownFeedback(practice: Pick<Practice, 'rubric'>, feedback: Feedback[], submissionId?: string) {
	return feedback.map((each) => ({
		id: each.id,
		by: each.by,
		note: each.note,
		givenAt: each.givenAt,
		isOnEarlier: each.submissionId !== submissionId,
		levels: shownRubric(practice, each.levels).map(({ id, criterion, levels, level = 0 }) => ({
			id,
			criterion,
			words: levels[level - 1] ?? ''
		}))
	}));
}
