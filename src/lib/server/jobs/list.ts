import { issueDue } from '#server/certification/credential.ts';
import { remind } from '#server/learning/reminder.ts';
import { hasDueLetters, sendDue, smtp } from '#server/mail/transport.ts';
import { sweepKeptForms } from '#server/people/kept-form.ts';
import { sweepRateLimits } from '#server/people/rate-limit.ts';
import { sweepSessions } from '#server/people/session.ts';
import { sweepTokens } from '#server/people/token.ts';
import { sweepBatches } from '#server/reports/batch.ts';
import { sweepLists } from '#server/workshops/list/draft.ts';

/** A piece of recurring work. */
export interface Job {
	name: string;
	/** Seconds from one beginning to the next. */
	every: number;
	/** Whether there is anything to do at all, where that can be told without a turn. */
	isNeeded?: (now: Date) => Promise<boolean>;
	work(now: Date, origin: string): Promise<unknown>;
}

const minute = 60;
const hour = 60 * minute;

/** All work that recurs by itself. */
export const jobs: Job[] = [
	{
		name: 'send letters',
		every: 5,
		isNeeded: async (now) => smtp() !== undefined && (await hasDueLetters(now)),
		work: async (now) => {
			const send = smtp();
			return send && sendDue(send, now);
		}
	},
	{ name: 'issue certificates', every: minute, work: (now, origin) => issueDue(origin, now) },
	{ name: 'remind people', every: 6 * hour, work: (now, origin) => remind(origin, now) },
	{ name: 'sweep sign-ins', every: hour, work: sweepSessions },
	{ name: 'sweep links', every: hour, work: sweepTokens },
	{ name: 'sweep tries', every: hour, work: sweepRateLimits },
	{ name: 'sweep forms', every: hour, work: sweepKeptForms },
	{ name: 'sweep lists', every: hour, work: sweepLists },
	{ name: 'sweep batches', every: hour, work: sweepBatches }
];
