import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { SignedIn } from '#server/people/session.ts';
import { findFacilitated, type Workshop } from '#server/workshops/workshop.ts';
import { signedIn } from './guard.ts';

/** The workshop that an address names, for its facilitators. For everybody else there is none, so that nobody learns which exist. */
export async function facilitated(
	locals: App.Locals,
	{ workshop: id }: { workshop: string }
): Promise<{ person: SignedIn; workshop: Workshop }> {
	const person = signedIn(locals);
	return { person, workshop: (await findFacilitated(person, id)) ?? error(404, m.error_not_found()) };
}
