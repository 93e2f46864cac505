import { and, asc, eq, isNull } from 'drizzle-orm';
import { read, write, type Database } from '#server/db/store.ts';
import { post } from '#server/mail/outbox.ts';
import { facilitatorAdded } from '#server/mail/workshop-letters.ts';
import { isDeactivated } from '#server/people/deactivation.ts';
import { findByEmail } from '#server/people/person.ts';
import { person } from '#server/people/tables.ts';
import { announced, inTheirLanguage } from './announcement.ts';
import { workshopFacilitator } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** Who runs a workshop, by name. */
export interface Facilitator {
	personId: string;
	name: string;
	email: string;
}

/** The people who are named as a workshop's facilitators, in the order in which they came. */
export async function listFacilitators(workshopId: string, db: Database = read()): Promise<Facilitator[]> {
	const rows = await db
		.select({ personId: person.id, name: person.name, email: person.email })
		.from(workshopFacilitator)
		.innerJoin(person, eq(person.id, workshopFacilitator.personId))
		.where(
			and(
				eq(workshopFacilitator.workshopId, workshopId),
				isNull(workshopFacilitator.removedAt),
				isNull(person.erasedAt)
			)
		)
		.orderBy(asc(workshopFacilitator.addedAt), asc(person.id));
	return rows.map(({ email, ...row }) => ({ ...row, email: email ?? '' }));
}

/** Names somebody as a facilitator of a workshop, by the address of their account; a letter tells them. `no account`: nobody with this address can sign in. */
export async function addFacilitator(
	workshop: Workshop,
	email: string,
	addedBy: string,
	origin: string,
	now: Date
): Promise<'added' | 'already' | 'no account'> {
	return write(async (tx) => {
		const account = await findByEmail(email, tx);
		if (!account?.email || !account.emailConfirmedAt || (await isDeactivated(account.id, tx))) return 'no account';
		const known = await listFacilitators(workshop.id, tx);
		if (known.some(({ personId }) => personId === account.id)) return 'already';
		const added = { addedBy, addedAt: now, removedBy: null, removedAt: null };
		await tx
			.insert(workshopFacilitator)
			.values({ workshopId: workshop.id, personId: account.id, ...added })
			.onConflictDoUpdate({ target: [workshopFacilitator.workshopId, workshopFacilitator.personId], set: added });
		await post(
			{ id: account.id, email: account.email, language: account.language },
			facilitatorAdded(account.name, announced(workshop), account.language),
			now,
			{ link: `${inTheirLanguage(origin, account.language)}/workshops/${workshop.id}` }
		);
		return 'added';
	});
}

/** Takes somebody from a workshop's facilitators. Never the last one: a workshop that nobody is named for is nobody's. */
export async function removeFacilitator(
	workshopId: string,
	personId: string,
	removedBy: string,
	now: Date
): Promise<'removed' | 'last' | 'unknown'> {
	return write(async (tx) => {
		const known = await listFacilitators(workshopId, tx);
		if (!known.some((each) => each.personId === personId)) return 'unknown';
		if (known.length === 1) return 'last';
		await tx
			.update(workshopFacilitator)
			.set({ removedBy, removedAt: now })
			.where(and(eq(workshopFacilitator.workshopId, workshopId), eq(workshopFacilitator.personId, personId)));
		return 'removed';
	});
}
