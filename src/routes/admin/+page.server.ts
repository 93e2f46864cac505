import * as v from 'valibot';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readForm, text } from '#lib/web/form.ts';
import { administrator } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { lastBackup } from '#server/db/backup.ts';
import { countTroubledLetters, listLetters } from '#server/mail/outbox.ts';
import { findRootOrganization } from '#server/people/organization.ts';
import { reachOf } from '#server/people/reach.ts';
import { rename } from '#server/people/upkeep.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	administrator(locals);
	const backup = await lastBackup();
	return {
		mail: {
			isSet: Boolean(process.env.SMTP_URL),
			from: process.env.MAIL_FROM,
			waiting: (await listLetters(1, 'waiting')).total,
			troubled: await countTroubledLetters()
		},
		address: {
			origin: locals.origin,
			isSet: Boolean(process.env.ORIGIN),
			isSecure: locals.origin.startsWith('https:')
		},
		backup: backup && { at: backup, isFresh: locals.now.getTime() - backup.getTime() < 8 * 24 * 3600_000 },
		organization: (await findRootOrganization())?.name,
		courses: (await listCourses()).length
	};
};

export const actions: Actions = {
	name: async (event) => {
		const administering = reachOf(administrator(event.locals), 'administer');
		const { values, refusal } = await readForm(
			event.request,
			v.object({ en: text(120, m.fault_organization_name), es: text(120, m.fault_organization_name) })
		);
		if (!values) return refusal;
		const root = await findRootOrganization();
		if (root) await rename(administering, root.id, values, event.locals.now);
		await dropKept(event);
		return { saved: true };
	}
};
