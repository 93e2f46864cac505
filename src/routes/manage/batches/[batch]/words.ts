import { m } from '#lib/i18n/paraglide/messages.js';
import type { Outcome } from '#server/reports/carry-out.ts';
import type { Change } from '#server/reports/change.ts';

interface Words {
	title: () => string;
	reach: (inputs: { count: string }) => string;
	button: (inputs: { count: string }) => string;
	done: (inputs: { count: string }) => string;
	undone: () => string;
}

/** What each kind of batch is called, says of itself and asks. */
export const wordsOf: Record<Change['kind'], Words> = {
	remind: {
		title: m.batch_remind_title,
		reach: m.batch_remind_reach,
		button: m.batch_remind_button,
		done: m.batch_remind_done,
		undone: m.batch_remind_undone
	},
	assign: {
		title: m.batch_assign_title,
		reach: m.batch_assign_reach,
		button: m.batch_assign_button,
		done: m.batch_assign_done,
		undone: m.batch_assign_undone
	},
	move: {
		title: m.batch_move_title,
		reach: m.batch_move_reach,
		button: m.batch_move_button,
		done: m.batch_move_done,
		undone: m.batch_move_undone
	}
};

const outcomes: Record<Exclude<Outcome, 'done'>, () => string> = {
	changed: m.batch_changed,
	nobody: m.batch_nobody,
	module: m.batch_fault_module,
	'no day': m.batch_fault_day_past,
	'day past': m.batch_fault_day_past,
	organization: m.batch_fault_organization
};

/** Why a batch was not done, in a sentence. */
export const outcomeWords = (outcome: Exclude<Outcome, 'done'>) => outcomes[outcome]();
