import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { read, write } from '#server/db/store.ts';
import { enrollment } from '#server/learning/tables.ts';
import type { Organization } from '#server/people/organization.ts';
import { findByEmail } from '#server/people/person.ts';
import { reachOf } from '#server/people/reach.ts';
import { giveRole } from '#server/people/role.ts';
import type { SignedIn } from '#server/people/session.ts';
import { organization, person, role } from '#server/people/tables.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { markAttendance } from '#server/workshops/attendance.ts';
import { cancelWorkshop } from '#server/workshops/cancellation.ts';
import { confirmList, seenAs } from '#server/workshops/list/confirming.ts';
import { findList, keepList } from '#server/workshops/list/draft.ts';
import { fingerprint } from '#server/workshops/late.ts';
import { previewLate, sendLate } from '#server/workshops/mailing.ts';
import { moduleKey } from '#server/workshops/module.ts';
import { addParticipant } from '#server/workshops/participant.ts';
import type { Plan } from '#server/workshops/plan.ts';
import { createWorkshop } from '#server/workshops/planning.ts';
import { commentPractice, listPractices, findPractice } from '#server/workshops/practices.ts';
import { setForPeople } from '#server/workshops/preparation.ts';
import { listSessions } from '#server/workshops/session.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import { demoAccounts } from './accounts.ts';

const day = 24 * 3600_000;
const facilitatorEmail = demoAccounts.find((account) => account.role === 'facilitator')!.email;

/** Everything a workshop of the demo is made with: the course, when the demo is filled, and where links in letters begin. */
interface Stage {
	tree: Record<string, Organization>;
	course: Edition;
	origin: string;
	now: Date;
}

/** Holds the demo's workshops: two that are past, with attendance and comments; one that begins in five days, with people who are late; three more to come, one of them cancelled. */
export async function holdWorkshops(
	tree: Record<string, Organization>,
	courses: Edition[],
	origin: string,
	now: Date
): Promise<void> {
	const [course] = courses;
	if (!course) return;
	const stage = { tree, course, origin, now };
	await nameFacilitators(tree, now);
	await holdNext(stage);
	await holdPast(stage, {
		country: 'GT',
		host: 'gt-court-2',
		place: 'Hotel El Roble, Monte Alto',
		days: -60,
		people: 24
	});
	await holdPast(stage, {
		country: 'CL',
		host: 'cl-court',
		place: 'Centro Cultural, Cerro Largo',
		days: -120,
		people: 18
	});
	await plan(stage, { country: 'CR', host: 'cr-court', place: 'Biblioteca Municipal, Puerto Sereno', days: 40 }, 20);
	await plan(
		stage,
		{ country: 'DO', host: 'do-court', place: '', link: 'https://meet.example.org/integracion', days: 12 },
		16
	);
	const cancelled = await plan(
		stage,
		{ country: 'JM', host: 'jm-court', place: 'Parish Hall, Palm Bay', days: 20 },
		12
	);
	if (cancelled)
		await cancelWorkshop(
			cancelled.workshop.id,
			'A hurricane warning: a new date follows.',
			{ version: 1, tellFrom: origin },
			cancelled.by.id,
			new Date(now.getTime() - 2 * day)
		);
}

// Each country has somebody who runs its workshops and somebody who answers for its numbers.
async function nameFacilitators(tree: Record<string, Organization>, now: Date): Promise<void> {
	for (const country of ['CR', 'CL', 'DO', 'JM']) {
		const [facilitator, manager] = await peopleOf(country, 2);
		const since = new Date(now.getTime() - 200 * day);
		if (facilitator) await giveRole(facilitator, 'facilitator', tree[country]!.id, undefined, since);
		if (manager) await giveRole(manager, 'manager', tree[country]!.id, undefined, since);
	}
}

interface Setting {
	country: string;
	host: string;
	place: string;
	link?: string;
	/** When it begins, in days from now. */
	days: number;
}

// The workshop that everything is being prepared for.
async function holdNext(stage: Stage): Promise<void> {
	const { course, origin, now } = stage;
	const at = (days: number) => new Date(now.getTime() + days * day);
	const place = 'Casa Convento, Antigua Guatemala';
	const planned = await plan(stage, { country: 'GT', host: 'court', place, days: 5 }, 26, [
		'counselor@demo.example',
		'lucia@demo.example',
		'patricia@demo.example',
		'ramon@demo.example'
	]);
	if (!planned) return;
	const { workshop, by } = planned;
	const list = await keepList(workshop.id, { fileName: 'invitados.csv', rows: newcomers }, by.id, at(-15));
	const columns = seenAs((await findList(workshop.id, list))!);
	await confirmList(workshop, list, { by, seen: columns, invite: origin }, at(-15));
	const keys = course.modules.map(({ id }) => moduleKey(course.course, id));
	await setForPeople(workshop, keys.slice(0, 2), 'everybody', dayIn(at(-2), workshop.timeZone), by.id, at(-14));
	await setForPeople(workshop, keys.slice(2, 3), 'everybody', dayIn(at(3), workshop.timeZone), by.id, at(-14));
	const { to } = await previewLate(workshop, at(-1));
	const seen = { count: to.length, fingerprint: fingerprint(workshop.id, to, undefined) };
	await sendLate(workshop, seen, '', by, origin, at(-1));
}

const newcomers = [
	['Nombre', 'Correo', 'Profesión', 'Institución'],
	['Gabriela Xol Caal', 'gabriela.xol@nuevas.demo.example', 'Trabajadora social', 'Servicios Sociales de Río Hondo'],
	['Marco Tulio Ovalle', 'marco.ovalle@nuevas.demo.example', 'Fiscal', 'Fiscalía de Valle Claro'],
	['Sor Inmaculada Pérez', 'inmaculada@nuevas.demo.example', 'Consejera', 'Fundación Puerta Abierta'],
	['Delia Choc', 'delia.choc(at)nuevas.demo.example', 'Enfermera', 'Centro de Salud de San Telmo']
];

// A workshop that is over: who was there for how long, and what its facilitator said of their practices.
async function holdPast(stage: Stage, { people, ...setting }: Setting & { people: number }): Promise<void> {
	const planned = await plan(stage, setting, people);
	if (!planned) return;
	const { workshop, by, joined } = planned;
	const evening = new Date(stage.now.getTime() + (setting.days + 2.9) * day);
	for (const [place, { id, minutes }] of (await listSessions(workshop.id)).entries()) {
		const early = joined.filter((_, at) => at % 7 === place % 7);
		const absent = joined.filter((_, at) => at % 11 === (place + 3) % 11);
		const marks = new Map([
			...early.map((who) => [who, Math.round(minutes / 2)] as const),
			...absent.map((who) => [who, 0] as const)
		]);
		await markAttendance(workshop, id, marks, by.id, evening, { others: 'all of it' });
	}
	const note = {
		es: 'Buen trabajo. Mire otra vez quién puede abrir la primera puerta.',
		en: 'Good work. Look again at who can open the first door.'
	}[workshop.language];
	for (const { id } of (await listPractices(workshop.id)).slice(0, 4)) {
		const practice = (await findPractice(workshop.id, id))?.practice;
		if (!practice) continue;
		const levels = Object.fromEntries(practice.rubric.map(({ id }, row) => [id, 2 + (row % 3)]));
		await commentPractice(workshop.id, id, { levels, note }, by, stage.origin, evening);
	}
}

// Plans a workshop three weeks ahead and puts people of its country on its list.
async function plan(
	{ tree, course, now }: Stage,
	{ country, host, place, link = '', days }: Setting,
	people: number,
	named: string[] = []
): Promise<{ workshop: Workshop; by: SignedIn; joined: string[] } | undefined> {
	const by = await facilitatorOf(tree[country]!);
	const organization = tree[host];
	if (!by || !organization) return undefined;
	const begins = new Date(now.getTime() + days * day);
	const planned = new Date(Math.min(begins.getTime(), now.getTime()) - 21 * day);
	const zone = by.timeZone;
	const language = country === 'JM' ? 'en' : 'es';
	const details: Plan = {
		organizationId: organization.id,
		title: course.title[language] ?? course.course,
		language,
		startsOn: dayIn(begins, zone),
		endsOn: dayIn(new Date(begins.getTime() + 2 * day), zone),
		opensAt: '08:30',
		closesAt: '16:30',
		timeZone: zone,
		place,
		link,
		note: '',
		courses: [course.course]
	};
	const { workshop, faults } = await createWorkshop(details, by, planned);
	if (!workshop) throw new Error(`The demo plans a workshop badly: ${JSON.stringify(faults)}`);
	const chosen: string[] = [];
	for (const email of named) chosen.push((await findByEmail(email))!.id);
	for (const id of await peopleOf(country, people + chosen.length + 4, course.course))
		if (id !== by.id && !chosen.includes(id) && chosen.length < people + named.length) chosen.push(id);
	const reach = reachOf(by, 'facilitate');
	await write(async () => {
		for (const id of chosen) await addParticipant(workshop.id, id, reach, planned);
	});
	return { workshop, by, joined: chosen };
}

// People of a country, without roles; if a course is named, those who are in it.
async function peopleOf(country: string, most: number, course?: string): Promise<string[]> {
	const inCourse = read()
		.select({ id: enrollment.personId })
		.from(enrollment)
		.where(eq(enrollment.course, course ?? ''));
	const rows = await read()
		.select({ id: person.id, role: role.id })
		.from(person)
		.leftJoin(role, eq(role.personId, person.id))
		.where(and(eq(person.country, country), course ? inArray(person.id, inCourse) : undefined))
		.orderBy(asc(person.id));
	return rows.flatMap((row) => (row.role ? [] : [row.id])).slice(0, most);
}

// Who facilitates in a country: in Guatemala the account that the demo offers at a tap.
async function facilitatorOf(country: Organization): Promise<SignedIn | undefined> {
	const rows = await read()
		.select({ person, organizationId: role.organizationId })
		.from(role)
		.innerJoin(person, eq(person.id, role.personId))
		.innerJoin(organization, eq(organization.id, role.organizationId))
		.where(and(eq(role.role, 'facilitator'), eq(organization.id, country.id)))
		.orderBy(asc(role.id));
	const found = rows.find(({ person: { email } }) => email === facilitatorEmail) ?? rows[0];
	if (!found) return undefined;
	const { id, name, email, language, timeZone } = found.person;
	const roles = [{ role: 'facilitator' as const, organizationId: found.organizationId, everywhere: false }];
	return { id, name, email: email ?? '', language, timeZone, roles };
}
