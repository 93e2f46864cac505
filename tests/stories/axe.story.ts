import { AxeBuilder } from '@axe-core/playwright';
import { audiences } from '#lib/web/access.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { newNumber, printedNumber } from '#server/certification/number.ts';
import { demoPassword } from '#server/demo/accounts.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';

import { listLetters } from '#server/mail/outbox.ts';
import { prepareAdministrator } from '#server/people/access.ts';
import { inviteByLink } from '#server/people/invitation.ts';
import { findByEmail } from '#server/people/person.ts';
import { reachOf } from '#server/people/reach.ts';
import { createToken } from '#server/people/token.ts';
import { batch } from '#server/reports/tables.ts';
import { keepList } from '#server/workshops/list/draft.ts';
import { ask } from './ask.ts';
import { invent, signIn } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

/** What addresses are made of: secrets of letters, numbers of papers, a letter. */
interface Known {
	course: string;
	secrets: Record<'reset' | 'confirm' | 'change' | 'welcome' | 'stop', string>;
	number: string;
	letter: string;
	/** The workshop that everything is being prepared for, and what belongs to it. */
	room: { id: string; code: string; session: string; list: string; submission: string };
	organization: string;
	person: string;
	batch: string;
	invitation: string;
}

interface Visits {
	/** Nobody, or the account of the demo that sees the page filled. */
	as: 'nobody' | 'counselor' | 'ramon' | 'admin' | 'facilitator' | 'manager';
	at: (known: Known) => string[];
}

const beginning: Visits['as'] = 'counselor';
const finished: Visits['as'] = 'ramon';

/** Every page there is, with what it shows in its several states. */
const pages: Record<string, Visits[]> = {
	'/': [{ as: 'nobody', at: () => ['/'] }],
	'/account': [{ as: finished, at: () => ['/account'] }],
	'/account/delete': [{ as: finished, at: () => ['/account/delete'] }],
	'/account/sign-in': [{ as: finished, at: () => ['/account/sign-in'] }],
	'/admin': [
		{ as: 'admin', at: () => ['/admin'] },
		{ as: beginning, at: () => ['/admin'] }
	],
	'/admin/outbox': [{ as: 'admin', at: () => ['/admin/outbox', '/admin/outbox?state=failed'] }],
	'/admin/outbox/[letter]': [{ as: 'admin', at: ({ letter }) => [`/admin/outbox/${letter}`] }],
	'/confirm/[secret]': [
		{
			as: 'nobody',
			at: ({ secrets }) => [`/confirm/${secrets.confirm}`, `/confirm/${secrets.change}?change`, '/confirm/used']
		}
	],
	'/courses': [
		{ as: 'nobody', at: () => ['/courses'] },
		{ as: beginning, at: () => ['/courses'] }
	],
	'/courses/[course]': [
		{ as: 'nobody', at: ({ course }) => [course] },
		{ as: beginning, at: ({ course }) => [course] },
		{ as: finished, at: ({ course }) => [course] }
	],
	'/courses/[course]/[module]/[step]': [
		{
			as: beginning,
			at: ({ course }) => [
				`${course}/exclusion/seven-environments`,
				`${course}/profile/exclusion-profile`,
				`${course}/networks/network-map`,
				`${course}/networks/check`,
				`${course}/exclusion/mapping-the-room`,
				`${course}/after/post`
			]
		},
		{
			as: finished,
			at: ({ course }) => [`${course}/before/pre`, `${course}/profile/exclusion-profile`, `${course}/exclusion/check`]
		}
	],
	'/demo/letters': [{ as: 'nobody', at: () => ['/demo/letters'] }],
	'/demo/letters/[letter]': [{ as: 'nobody', at: ({ letter }) => [`/demo/letters/${letter}`] }],
	'/forgotten-password': [{ as: 'nobody', at: () => ['/forgotten-password'] }],
	'/glossary': [{ as: 'nobody', at: () => ['/glossary'] }],
	'/home': [
		{ as: beginning, at: () => ['/home'] },
		{ as: finished, at: () => ['/home'] },
		{ as: 'admin', at: () => ['/home'] }
	],
	'/invitations/[secret]': [
		{ as: 'nobody', at: ({ invitation }) => [`/invitations/${invitation}`, '/invitations/used'] },
		{ as: finished, at: ({ invitation }) => [`/invitations/${invitation}`] }
	],
	'/join/[code]': [
		{ as: 'nobody', at: ({ room }) => [`/join/${room.code}`, '/join/used'] },
		{ as: 'manager', at: ({ room }) => [`/join/${room.code}`] }
	],
	'/manage': [
		{ as: 'manager', at: () => ['/manage', '/manage?by=sex&sector=health', '/manage?from=2026-13-40'] },
		{ as: 'admin', at: () => ['/manage'] }
	],
	'/manage/batches/[batch]': [{ as: 'manager', at: ({ batch }) => [`/manage/batches/${batch}`] }],
	'/manage/log': [{ as: 'manager', at: () => ['/manage/log'] }],
	'/manage/organizations': [{ as: 'manager', at: () => ['/manage/organizations'] }],
	'/manage/organizations/[organization]': [
		{ as: 'manager', at: ({ organization }) => [`/manage/organizations/${organization}`] }
	],
	'/manage/people': [{ as: 'manager', at: () => ['/manage/people', '/manage/people?search=nobody+has+this+name'] }],
	'/manage/people/[person]': [{ as: 'manager', at: ({ person }) => [`/manage/people/${person}`] }],
	'/privacy': [{ as: 'nobody', at: () => ['/privacy'] }],
	'/record': [
		{ as: finished, at: () => ['/record'] },
		{ as: 'admin', at: () => ['/record'] }
	],
	'/refused': [{ as: 'nobody', at: () => ['/refused'] }],
	'/reset-password/[secret]': [
		{ as: 'nobody', at: ({ secrets }) => [`/reset-password/${secrets.reset}`, '/reset-password/used'] }
	],
	'/sign-in': [{ as: 'nobody', at: () => ['/sign-in', '/sign-in?news=confirmed'] }],
	'/sign-up': [{ as: 'nobody', at: () => ['/sign-up'] }],
	'/sign-up/letter': [{ as: 'nobody', at: () => ['/sign-up/letter'] }],
	'/stop-reminders/[secret]': [
		{ as: 'nobody', at: ({ secrets }) => [`/stop-reminders/${secrets.stop}`, '/stop-reminders/used'] }
	],
	'/terms': [{ as: 'nobody', at: () => ['/terms'] }],
	'/verify': [{ as: 'nobody', at: () => ['/verify', '/verify?number=mistyped'] }],
	'/verify/[number]': [
		{
			as: 'nobody',
			at: ({ number }) => [`/verify/${number}`, '/verify/mistyped', `/verify/${printedNumber(newNumber())}`]
		}
	],
	'/welcome/[secret]': [{ as: 'nobody', at: ({ secrets }) => [`/welcome/${secrets.welcome}`, '/welcome/used'] }],
	'/workshops': [
		{ as: 'facilitator', at: () => ['/workshops'] },
		{ as: beginning, at: () => ['/workshops'] },
		{ as: 'admin', at: () => ['/workshops'] }
	],
	'/workshops/[workshop]': [
		{ as: 'facilitator', at: ({ room }) => [`/workshops/${room.id}`] },
		{ as: beginning, at: ({ room }) => [`/workshops/${room.id}`] }
	],
	'/workshops/[workshop]/attendance': [inRoom('/attendance')],
	'/workshops/[workshop]/attendance/[session]': [
		{ as: 'facilitator', at: ({ room }) => [`/workshops/${room.id}/attendance/${room.session}`] }
	],
	'/workshops/[workshop]/edit': [inRoom('/edit')],
	'/workshops/[workshop]/letters': [inRoom('/letters')],
	'/workshops/[workshop]/modules': [inRoom('/modules')],
	'/workshops/[workshop]/people': [inRoom('/people?search=a')],
	'/workshops/[workshop]/people/lists/[list]': [
		{ as: 'facilitator', at: ({ room }) => [`/workshops/${room.id}/people/lists/${room.list}`] }
	],
	'/workshops/[workshop]/practices': [inRoom('/practices')],
	'/workshops/[workshop]/practices/[submission]': [
		{ as: 'facilitator', at: ({ room }) => [`/workshops/${room.id}/practices/${room.submission}`] }
	],
	'/workshops/[workshop]/progress': [inRoom('/progress')],
	'/workshops/new': [{ as: 'facilitator', at: () => ['/workshops/new'] }]
};
const withoutPage = [
	'/account/data.json',
	'/healthz',
	'/manage/people.csv',
	'/manage/people.xlsx',
	'/manage/report.csv',
	'/manage/report.xlsx',
	'/manage/steps.csv',
	'/record/[number].pdf',
	'/sign-out',
	'/verify/[number].json',
	'/workshops/[workshop]/calendar.ics',
	'/workshops/[workshop]/progress.csv',
	'/workshops/[workshop]/progress.xlsx'
];

function inRoom(path: string): Visits {
	return { as: 'facilitator', at: ({ room }) => [`/workshops/${room.id}${path}`] };
}

test('every route is visited here, or has no page', () => {
	expect([...Object.keys(pages), ...withoutPage].sort()).toEqual(Object.keys(audiences).sort());
});

for (const as of ['nobody', 'counselor', 'ramon', 'admin', 'facilitator', 'manager'] as const) {
	test(`pages are accessible and fit the screen: ${as}`, async ({ visitor, course, scripts, database: _ }) => {
		test.setTimeout(180_000);
		const known = await findKnown(`/courses/${course.course}`);
		if (as !== 'nobody') await signIn(visitor, { email: `${as}@demo.example`, password: demoPassword });
		const found: string[] = [];
		for (const visit of Object.values(pages).flat()) {
			if (visit.as !== as) continue;
			for (const address of visit.at(known)) {
				await visitor.go(address);
				found.push(...(await inspect(visitor, address, scripts)));
			}
		}
		expect(found).toEqual([]);
	});
}

test('forms with faults are accessible and fit the screen', async ({ visitor, scripts }) => {
	const { page, go, say, press, sees } = visitor;
	await go('/sign-up');
	await press(say('sign_up'));
	await sees(say('fault_look_below'));
	const found = await inspect(visitor, 'sign-up with faults', scripts);
	await signIn(visitor, { email: 'patricia@demo.example', password: demoPassword });
	await go('/account');
	await page.locator('[name="name"]').fill('');
	await press(say('save'));
	await sees(say('fault_look_below'));
	found.push(...(await inspect(visitor, 'account with faults', scripts)));
	await go('/account/delete');
	await press(say('erase_button'));
	await sees(say('erase_not_sure'));
	found.push(...(await inspect(visitor, 'erasing with faults', scripts)));
	expect(found).toEqual([]);
});

async function findKnown(course: string): Promise<Known> {
	const now = new Date();
	const { id, email } = (await findByEmail('ramon@demo.example'))!;
	const [paper] = await listCredentials(id);
	const { letters } = await listLetters(1);
	const one = async (statement: string) => (await ask(statement))[0]!.id as string;
	const workshop = await one(`SELECT id FROM workshop WHERE place LIKE '%Antigua%'`);
	const manager = (await findByEmail('manager@demo.example'))!.id;
	const guatemala = await one(`SELECT id FROM organization WHERE country = 'GT' AND kind = 'country'`);
	const reach = reachOf(
		{ id: manager, roles: [{ role: 'manager', organizationId: guatemala, everywhere: false }] },
		'manage'
	);
	const invited = await inviteByLink(reach, { organizationId: guatemala, language: 'en' }, now);
	if (typeof invited === 'string') throw new Error(`Nobody was invited: ${invited}`);
	return {
		course,
		number: printedNumber(paper!.number),
		letter: letters[0]!.id,
		room: {
			id: workshop,
			code: await one(`SELECT join_code AS id FROM workshop WHERE id = '${workshop}'`),
			session: await one(`SELECT id FROM workshop_session WHERE workshop_id = '${workshop}'`),
			list: await keepList(workshop, { fileName: 'list.csv', rows: someRows }, manager, now),
			submission: await one(
				`SELECT submission.id FROM submission JOIN enrollment ON enrollment.id = enrollment_id
				JOIN participant ON participant.person_id = enrollment.person_id
				WHERE workshop_id = '${workshop}' AND joined_at IS NOT NULL`
			)
		},
		organization: await one(`SELECT id FROM organization WHERE country = 'GT' AND kind = 'institution'`),
		person: id,
		batch: await prepare(manager, id, now),
		invitation: invited.secret,
		secrets: {
			reset: await createToken('reset-password', id, now, email!),
			confirm: await createToken('confirm-email', id, now, email!),
			change: await createToken('change-email', id, now, invent().email),
			stop: await createToken('stop-reminders', id, now),
			welcome: await prepareAdministrator(invent().email, now)
		}
	};
}

// As people send them: with headings, somebody known, somebody new, and rows that need a look.
const someRows = [
	['Nombre', 'Correo', 'Profesión', 'Institución'],
	['Lucía Fernández-Quiñones', 'lucia@demo.example', 'Defensora pública', 'Tribunal'],
	['Alguien Nuevo', 'alguien.nuevo@demo.example', 'Jueza', 'Juzgado sin nombre'],
	['Sin dirección', '', '', ''],
	['Mal escrita', 'mal escrita(at)demo', '', '']
];

// A reminder that a manager looks at before it goes.
async function prepare(preparedBy: string, personId: string, now: Date): Promise<string> {
	const id = newId();
	const change = { among: await guatemalaId() };
	await write(async (tx) => {
		await tx.insert(batch).values({ id, kind: 'remind', people: [personId], change, preparedBy, preparedAt: now });
	});
	return id;
}

const guatemalaId = async () =>
	(await ask(`SELECT id FROM organization WHERE country = 'GT' AND kind = 'country'`))[0]!.id as string;

/**
 * What is wrong with the page that is open, everything unfolded: how it fits the screen, and what axe finds, which needs scripts. Light colors are looked at on the
 * phone and dark ones at the desk, so that each page is walked once in each.
 */
async function inspect({ page }: Visitor, what: string, scripts: boolean): Promise<string[]> {
	const found: string[] = [];
	const beyond = await page.evaluate(() => {
		for (const details of document.querySelectorAll('details')) details.open = true;
		return document.scrollingElement!.scrollWidth - innerWidth;
	});
	if (beyond > 0) found.push(`${what} is ${beyond} px wider than the screen`);
	if (!scripts) return found;

	const colorScheme = page.viewportSize()!.width < 600 ? 'light' : 'dark';
	await page.emulateMedia({ colorScheme });
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.setLegacyMode(true)
		.analyze();
	for (const { id, help, nodes } of violations)
		for (const { target } of nodes) found.push(`${what}, ${colorScheme}: ${help} (${id}) at ${target.join(' ')}`);
	return found;
}
