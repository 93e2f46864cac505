import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { addHosts, planFor, planned, putOnList } from './example-plan.ts';
import { addFacilitator, listFacilitators } from './facilitator.ts';
import { findInvitation, inviteParticipants } from './participation.ts';
import { forget, ownData } from './own-data.ts';
import { listSessions } from './session.ts';
import { attendance, participant, participantList } from './tables.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T15:00:00Z');
const friday = new Date('2026-11-06T15:00:00Z');
const address = 'ana@example.org';

async function begin() {
	await publishExample(monday);
	const { court, ines } = await addHosts(monday);
	const antigua = await planned(planFor(court.id), ines, monday);
	const ana = await addLearner('Ana', monday, { email: address });
	const row = await putOnList(antigua.id, ana, monday, { joinedAt: monday });
	return { antigua, ines, ana, row };
}

test('own data tells of participation, attendance and what one facilitated, and of no secret', async () => {
	const { antigua, ines, ana, row } = await begin();
	await inviteParticipants(antigua, [row], ines, origin, monday);
	await addFacilitator(antigua, address, ines.id, origin, monday);
	const [session] = await listSessions(antigua.id);
	await write(async (tx) => {
		const marked = { minutes: 45, markedBy: ines.id, markedAt: monday };
		await tx.insert(attendance).values({ sessionId: session!.id, personId: ana.id, ...marked });
	});
	const about = { workshop: 'Social integration, Antigua', startsOn: '2026-11-23', endsOn: '2026-11-25' };
	const data = await ownData(ana.id);
	expect(data).toEqual({
		participations: [{ ...about, via: 'list', addedAt: monday, joinedAt: monday, removedAt: null }],
		attendance: [{ ...about, session: session!.title, minutes: 45, markedAt: monday }],
		facilitated: [{ ...about, addedAt: monday, removedAt: null }]
	});
	expect(JSON.stringify(data)).not.toContain((await read().select().from(participant))[0]!.invitationHash);
	expect(await ownData((await addLearner('Luis', monday)).id)).toEqual({
		participations: [],
		attendance: [],
		facilitated: []
	});
});

test('who is forgotten facilitates nothing, and their invitation leads nowhere; that they took part stays', async () => {
	const { antigua, ines, ana, row } = await begin();
	await inviteParticipants(antigua, [row], ines, origin, monday);
	await addFacilitator(antigua, address, ines.id, origin, monday);
	await forget(ana.id, friday);
	expect(await read().select().from(participant)).toMatchObject([{ id: row, invitationHash: null, joinedAt: monday }]);
	expect((await listFacilitators(antigua.id)).map(({ name }) => name)).toEqual(['Inés Cabral']);
	expect(await findInvitation('')).toBeUndefined();
});

test('the rows of lists that hold their address are gone, however it is written there; other rows stay', async () => {
	const { antigua, ines, ana } = await begin();
	const list = (id: string, rows: string[][], confirmedAt?: Date) => ({
		...{ id, workshopId: antigua.id, fileName: '', rows, mapping: [], headings: 1 },
		...{ createdBy: ines.id, createdAt: monday, confirmedAt }
	});
	const others = [
		['Name', 'Mail'],
		['Luis', 'luis@example.org'],
		['Mariana', `mari${address}`]
	];
	await write(async (tx) => {
		await tx
			.insert(participantList)
			.values([
				list('a', [...others, ['Ana', ' ANA@example.org '], [`Ana <${address}>`, '']]),
				list('b', others),
				list('c', [], monday)
			]);
	});
	await forget(ana.id, friday);
	const rowsOf = async (id: string) =>
		(await read().select().from(participantList).where(eq(participantList.id, id)))[0]!.rows;
	expect([await rowsOf('a'), await rowsOf('b'), await rowsOf('c')]).toEqual([others, others, []]);
});
