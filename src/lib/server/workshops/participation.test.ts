import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { findByPassword, getPerson } from '#server/people/person.ts';
import { secretHash } from '#server/people/secret.ts';
import { consent, deactivation, person } from '#server/people/tables.ts';
import { addHosts, asSignedIn, planFor, planned, putOnList } from './example-plan.ts';
import { joinAsNewcomer, joinWorkshop } from './joining.ts';
import { findInvitation, inviteParticipants } from './participation.ts';
import { mailing, participant, workshop } from './tables.ts';
import { findAttended, listAttended, listOwn } from './workshop.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T15:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const after = new Date('2026-12-01T15:00:00Z');
const newcomer = { name: 'Ana Cruz', password: 'un puente de madera', language: 'es' as const };

async function begin() {
	await publishExample(monday);
	const hosts = await addHosts(monday);
	const antigua = await planned(planFor(hosts.court.id), hosts.ines, monday);
	const invite = (ids: string[], now = monday) => inviteParticipants(antigua, ids, hosts.ines, origin, now);
	return { ...hosts, antigua, invite };
}
/** Somebody whom a list has brought: without an account. */
const addListed = (name: string) => addLearner(name, monday, { emailConfirmedAt: null, language: 'es' });
const letters = () => read().select().from(letter).orderBy(asc(letter.writtenAt));
const lettersTo = async ({ id }: { id: string }) => (await letters()).filter(({ personId }) => personId === id);
const secretsOf = async (who: { id: string }) => (await lettersTo(who)).map(({ link }) => link!.split('/').at(-1)!);
const rows = () => read().select().from(participant);
const rowOf = async ({ id }: { id: string }) => (await rows()).find(({ personId }) => personId === id);
const cancel = () => write((tx) => tx.update(workshop).set({ cancelledAt: monday, cancelReason: 'Rain' }));

test('each person on the list gets a secret link of their own, in their language; only its hash is kept', async () => {
	const { antigua, invite } = await begin();
	const [ana, noah] = [await addListed('Ana'), await addLearner('Noah', monday)];
	const ids = [
		await putOnList(antigua.id, ana, monday),
		await putOnList(antigua.id, noah, monday, { joinedAt: monday })
	];
	expect(await invite([...ids, 'unknown'])).toBe(2);
	const [[toAna], [toNoah]] = [await lettersTo(ana), await lettersTo(noah)];
	expect(toAna).toMatchObject({
		kind: 'workshop-invitation',
		language: 'es',
		subject: 'Su invitación: Social integration, Antigua'
	});
	expect(toAna!.body).toContain('al taller «Social integration, Antigua» de Juzgado.');
	expect(toAna!.body).toContain('Casa Convento, Antigua');
	expect(toAna!.link).toMatch(new RegExp(`^${origin}/es/join/[\\w-]{27}$`));
	expect(toNoah!.link).toMatch(new RegExp(`^${origin}/join/[\\w-]{27}$`));
	for (const who of [ana, noah]) {
		const [secret] = await secretsOf(who);
		expect((await rowOf(who))?.invitationHash).toBe(secretHash(secret!));
	}
	expect(await read().select().from(mailing)).toMatchObject([
		{ kind: 'invitation', count: 2, workshopId: antigua.id, writtenAt: monday }
	]);
});

test('sent twice it is one invitation; a newer letter replaces the link of the older', async () => {
	const { antigua, invite } = await begin();
	const ana = await addListed('Ana');
	const id = await putOnList(antigua.id, ana, monday);
	const [once, twice] = await Promise.all([invite([id]), invite([id])]);
	expect(once + twice).toBe(1);
	expect(await invite([id], later(30))).toBe(1);
	const [older, newer, ...others] = await secretsOf(ana);
	expect(others).toEqual([]);
	expect(await findInvitation(older!)).toBeUndefined();
	expect(await findInvitation(newer!)).toMatchObject({ invitee: { participantId: id, hasAccount: false } });
	expect(await read().select().from(mailing)).toHaveLength(2);
});

test('nobody is written to who was removed, erased or deactivated, is on another list, or was not chosen', async () => {
	const { antigua, court, ines, invite } = await begin();
	const other = await planned(planFor(court.id, { title: 'Other' }), ines, monday);
	const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map(addListed));
	const [removed, erased, deactivated, elsewhere, unchosen] = people;
	const ids = [
		await putOnList(antigua.id, removed!, monday, { removedAt: monday, removedBy: ines.id }),
		await putOnList(antigua.id, erased!, monday),
		await putOnList(antigua.id, deactivated!, monday),
		await putOnList(other.id, elsewhere!, monday)
	];
	await putOnList(antigua.id, unchosen!, monday);
	await write(async (tx) => {
		await tx.update(person).set({ erasedAt: monday, email: null }).where(eq(person.id, erased!.id));
		const row = { id: 'd', personId: deactivated!.id, reason: '', deactivatedBy: ines.id, deactivatedAt: monday };
		await tx.insert(deactivation).values(row);
	});
	expect(await invite(ids)).toBe(0);
	expect(await letters()).toEqual([]);
	expect(await read().select().from(mailing)).toEqual([]);
});

test('nobody is invited to a workshop that is over or cancelled', async () => {
	const { antigua, invite, ines } = await begin();
	const ana = await putOnList(antigua.id, await addListed('Ana'), monday);
	expect(await invite([ana], after)).toBe(0);
	expect(await inviteParticipants({ ...antigua, cancelledAt: monday }, [ana], ines, origin, monday)).toBe(0);
	expect(await letters()).toEqual([]);
});

test('the shared code is found however it was typed; what leads nowhere finds nothing', async () => {
	const { antigua } = await begin();
	expect(await findInvitation(antigua.joinCode)).toEqual({ workshop: antigua });
	expect(await findInvitation(antigua.joinCode.toUpperCase())).toEqual({ workshop: antigua });
	for (const code of ['', 'x', 'oooooooooo', '../../etc', 'a'.repeat(5000), antigua.id])
		expect(await findInvitation(code)).toBeUndefined();
});

test('by the shared link somebody signed in is in at once, and twice is once', async () => {
	const { antigua } = await begin();
	const luis = asSignedIn(await addLearner('Luis', monday));
	const both = await Promise.all([
		joinWorkshop(antigua.joinCode, luis, monday),
		joinWorkshop(antigua.joinCode, luis, monday)
	]);
	expect(both).toEqual([{ workshopId: antigua.id }, { workshopId: antigua.id }]);
	await joinWorkshop(antigua.joinCode, luis, later(5));
	expect(await rows()).toMatchObject([{ personId: luis.id, via: 'link', joinedAt: monday, addedBy: luis.id }]);
	expect(await listAttended(luis.id)).toMatchObject([{ id: antigua.id, joinedAt: monday, courses: ['example'] }]);
});

test('who is invited accepts by either link, and how they came onto the list stays', async () => {
	const { antigua, invite } = await begin();
	const [luis, noah] = [await addLearner('Luis', monday), await addLearner('Noah', monday)];
	await invite([await putOnList(antigua.id, luis, monday), await putOnList(antigua.id, noah, monday)]);
	expect(await findAttended(luis.id, antigua.id)).toMatchObject({ joinedAt: undefined });
	const [secret] = await secretsOf(luis);
	expect(await joinWorkshop(secret!, luis, later(1))).toEqual({ workshopId: antigua.id });
	expect(await joinWorkshop(antigua.joinCode, noah, later(2))).toEqual({ workshopId: antigua.id });
	expect(await rowOf(luis)).toMatchObject({ via: 'list', joinedAt: later(1) });
	expect(await rowOf(noah)).toMatchObject({ via: 'list', joinedAt: later(2) });
});

test('somebody’s own invitation is nobody else’s', async () => {
	const { antigua, invite } = await begin();
	const [ana, eva] = [await addLearner('Ana', monday), await addLearner('Eva', monday)];
	await invite([await putOnList(antigua.id, ana, monday)]);
	const [secret] = await secretsOf(ana);
	expect(await joinWorkshop(secret!, eva, monday)).toBe('not yours');
	expect(await rows()).toMatchObject([{ personId: ana.id, joinedAt: null }]);
});

test('whoever a facilitator took off the list does not come back by themselves, by no link', async () => {
	const { antigua, invite, ines } = await begin();
	const ana = await addLearner('Ana', monday);
	const id = await putOnList(antigua.id, ana, monday, { joinedAt: monday });
	await invite([id]);
	const [secret] = await secretsOf(ana);
	const remove = (removedBy: string) => write((tx) => tx.update(participant).set({ removedAt: monday, removedBy }));
	await remove(ines.id);
	expect(await joinWorkshop(antigua.joinCode, ana, later(1))).toBe('removed');
	expect(await joinWorkshop(secret!, ana, later(1))).toBe('removed');
	expect(await listAttended(ana.id)).toEqual([]);
	await remove(ana.id);
	expect(await joinWorkshop(antigua.joinCode, ana, later(2))).toEqual({ workshopId: antigua.id });
	expect(await rows()).toMatchObject([{ removedAt: null, joinedAt: later(2) }]);
});

test('a workshop that is cancelled or over lets nobody in', async () => {
	const { antigua } = await begin();
	const ana = await addLearner('Ana', monday);
	expect(await joinWorkshop('unknown', ana, monday)).toBe('unknown');
	expect(await joinWorkshop(antigua.joinCode, ana, after)).toBe('closed');
	await cancel();
	expect(await joinWorkshop(antigua.joinCode, ana, monday)).toBe('closed');
	expect(await rows()).toEqual([]);
});

test('who has no account gets one by their letter: address confirmed, documents agreed to, and in', async () => {
	const { antigua, invite } = await begin();
	const listed = await addListed('Ana C');
	await invite([await putOnList(antigua.id, listed, monday)]);
	const [secret] = await secretsOf(listed);
	expect(await joinAsNewcomer(secret!, newcomer, later(1))).toEqual({ workshopId: antigua.id, personId: listed.id });
	expect(await getPerson(listed.id)).toMatchObject({ name: 'Ana Cruz', language: 'es', emailConfirmedAt: later(1) });
	expect(await findByPassword(listed.email!, newcomer.password)).toMatchObject({ id: listed.id });
	expect((await read().select().from(consent)).map(({ document }) => document).sort()).toEqual(['privacy', 'terms']);
	expect(await rows()).toMatchObject([{ joinedAt: later(1), via: 'list' }]);
});

test('a letter never replaces a password: not that of an account, and not a second time', async () => {
	const { antigua, invite } = await begin();
	const [listed, known] = [await addListed('Ana'), await addLearner('Luis', monday)];
	await invite([await putOnList(antigua.id, listed, monday), await putOnList(antigua.id, known, monday)]);
	const [[toListed], [toKnown]] = [await secretsOf(listed), await secretsOf(known)];
	expect(await joinAsNewcomer(toKnown!, newcomer, monday)).toBe('not yours');
	const both = await Promise.all([
		joinAsNewcomer(toListed!, newcomer, monday),
		joinAsNewcomer(toListed!, { ...newcomer, password: 'another password' }, monday)
	]);
	expect(both.filter((each) => each === 'not yours')).toHaveLength(1);
	expect(await findByPassword(listed.email!, 'a third password')).toBeUndefined();
	expect(await joinAsNewcomer(toListed!, { ...newcomer, password: 'a third password' }, later(1))).toBe('not yours');
	expect((await getPerson(known.id)).passwordHash).toBeNull();
});

test('the shared link makes nobody an account, and neither does a closed workshop or a removed row', async () => {
	const { antigua, invite, ines } = await begin();
	const listed = await addListed('Ana');
	await invite([await putOnList(antigua.id, listed, monday)]);
	const [secret] = await secretsOf(listed);
	expect(await joinAsNewcomer(antigua.joinCode, newcomer, monday)).toBe('unknown');
	expect(await joinAsNewcomer('unknown', newcomer, monday)).toBe('unknown');
	expect(await joinAsNewcomer(secret!, newcomer, after)).toBe('closed');
	await write((tx) => tx.update(participant).set({ removedAt: monday, removedBy: ines.id }));
	expect(await joinAsNewcomer(secret!, newcomer, monday)).toBe('removed');
	expect((await getPerson(listed.id)).emailConfirmedAt).toBeNull();
});

test('one’s own workshops are those one is on the list of or named for, each once', async () => {
	const { antigua, ines, court } = await begin();
	const other = await planned(planFor(court.id, { title: 'Other', startsOn: '2026-11-24' }), ines, monday);
	await joinWorkshop(other.joinCode, ines, monday);
	expect(await listOwn(ines.id)).toMatchObject([
		{ id: other.id, facilitates: true, joinedAt: monday },
		{ id: antigua.id, facilitates: true, joinedAt: undefined }
	]);
	const ana = await addLearner('Ana', monday);
	await putOnList(antigua.id, ana, monday);
	expect(await listOwn(ana.id)).toMatchObject([{ id: antigua.id, facilitates: false, joinedAt: undefined }]);
	expect(await listOwn((await addLearner('Luis', monday)).id)).toEqual([]);
});
