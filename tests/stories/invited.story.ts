import { and, eq, isNull } from 'drizzle-orm';
import { readFile } from 'node:fs/promises';
import type { Edition } from '#server/content/course.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { demoPassword } from '#server/demo/accounts.ts';
import { assign } from '#server/learning/assignment.ts';
import { findByEmail } from '#server/people/person.ts';
import { person, role } from '#server/people/tables.ts';
import { dayIn as localDay } from '#server/people/time-zone.ts';
import { putOnList } from '#server/workshops/example-plan.ts';
import { inviteParticipants } from '#server/workshops/participation.ts';
import { getWorkshop, type Workshop } from '#server/workshops/workshop.ts';
import { fillSignIn, fillSignUp, invent, letterLink, openLetter, signIn } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

/** The ISO day that comes a number of days after today, where the workshop is held. */
const dayIn = (count: number) => localDay(new Date(Date.now() + count * 24 * 3600_000), 'America/Guatemala');
const bare = (path: string) => path.replace(/^\/es(?=\/)/, '');

/** Plans a workshop as the demo's facilitator, without looking at the pages. */
async function plan(facilitator: Visitor, { course }: Edition): Promise<Workshop> {
	await signIn(facilitator, { email: 'facilitator@demo.example', password: demoPassword });
	const account = (await findByEmail('facilitator@demo.example'))!;
	const [held] = await write((tx) =>
		tx
			.select()
			.from(role)
			.where(and(eq(role.personId, account.id), isNull(role.endedAt)))
	);
	const answer = await facilitator.post('/workshops/new', {
		...{ organizationId: held!.organizationId, title: `Antigua ${newId().slice(-8)}`, language: facilitator.language },
		...{ startsOn: dayIn(20), endsOn: dayIn(22), opensAt: '08:30', closesAt: '16:30', timeZone: 'America/Guatemala' },
		...{ place: 'Casa Convento, Antigua', link: '', note: 'Traiga un cargador.', courses: course }
	});
	const [, id] = /\/workshops\/(\w+)/.exec(answer.headers().location ?? '') ?? [];
	return getWorkshop(id!);
}

test('somebody without an account comes by the shared link, and is led to what is due each time they open it', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, go, say, read, field, press, follow, title, sees, arrives } = visitor;
	const workshop = await plan(await another(), course);
	const account = invent('Zoila Tzoc Ajú');
	const module = course.modules.find(({ steps }) => steps.length > 2)!;
	const [firstStep, secondStep] = onlineSteps(module);

	await test.step('opens the link, signs up, confirms by the letter and takes part', async () => {
		await go(`/join/${workshop.joinCode}`);
		await expect(title(workshop.title)).toBeVisible();
		await sees('Casa Convento, Antigua');
		await follow(say('sign_up'));
		await fillSignUp(visitor, account);
		await press(say('sign_up'));
		await openLetter(visitor, account.email, say('letter_confirm_subject'));
		await page
			.getByRole('main')
			.getByRole('link', { name: /\/confirm\// })
			.click();
		await field(say('password')).fill(account.password);
		await press(say('confirm_button'));
		await arrives(`/join/${workshop.joinCode}`);
		await press(say('join_button'));
		await arrives(`/workshops/${workshop.id}`);
		await sees(say('workshop_news_joined'));
		await sees('Traiga un cargador.');
		await sees(say('workshop_before_none'));
	});

	await test.step('sees on the home page what is due and why, and begins with one tap', async () => {
		const { id } = (await findByEmail(account.email))!;
		const what = { course: course.course, module: module.id, occasion: workshop.id, timeZone: workshop.timeZone };
		await assign([id], { ...what, dueOn: dayIn(2) }, workshop.createdBy, new Date());
		await go('/home');
		await sees(say('home_workshop_next'));
		await sees(say('home_workshop_why', { title: workshop.title }));
		await expect(page.getByText(say('workshop_due_in', { count: 2 })).first()).toBeVisible();
		await expect(page.getByRole('heading', { level: 2, name: read(firstStep!.title), exact: true })).toBeVisible();
		await press(say('enroll'));
		await arrives(`/courses/${course.course}/${module.id}/${firstStep!.id}`);
		await page.locator('form[action="?/done"] button').click();
		await go(`/courses/${course.course}`);
		await sees(say('workshop_due_in', { count: 2 }));
	});

	await test.step('downloads the calendar file', async () => {
		await go(`/workshops/${workshop.id}`);
		const begun = page.waitForEvent('download');
		await follow(say('workshop_calendar'));
		const download = await begun;
		expect(download.suggestedFilename()).toBe(`workshop-${workshop.startsOn}.ics`);
		const calendar = await readFile(await download.path(), 'utf8');
		expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(3);
		expect(calendar).toContain(`DTSTART:${workshop.startsOn.replaceAll('-', '')}T143000Z`);
	});

	await test.step('opens the invitation again, and goes on where they left off', async () => {
		await go(`/join/${workshop.joinCode}`);
		await arrives(`/courses/${course.course}/${module.id}/${secondStep!.id}`);
	});
});

test('somebody on a list chooses a password by the link of their own letter, and it is theirs alone', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, language, go, say, field, press, title, sees, arrives } = visitor;
	const facilitator = await another();
	const workshop = await plan(facilitator, course);
	const account = invent('Zoila Tzoc Ajú');
	const id = newId();
	await write(async (tx) => {
		const listed = { id, name: 'ZOILA TZOC', email: account.email, language, timeZone: 'America/Guatemala' };
		await tx.insert(person).values({ ...listed, wantsReminders: true, createdAt: new Date() });
	});
	const inviter = (await findByEmail('facilitator@demo.example'))!;
	const row = await putOnList(workshop.id, { id }, new Date());
	const invitedBy = { ...inviter, email: inviter.email!, roles: [] };
	await inviteParticipants(workshop, [row], invitedBy, process.env.STORIES_ADDRESS!, new Date());
	const at = bare(new URL(await letterLink(visitor, account.email)).pathname);

	await test.step('for somebody else who is signed in it is of no use', async () => {
		await facilitator.go(at);
		await facilitator.sees(facilitator.say('join_not_yours'));
		await expect(facilitator.page.getByRole('button', { name: facilitator.say('join_button') })).toHaveCount(0);
	});

	await test.step('chooses a name and a password, agrees, and is in', async () => {
		await go(at);
		await expect(title(workshop.title)).toBeVisible();
		await expect(field(say('name'))).toHaveValue('ZOILA TZOC');
		await field(say('name')).fill(account.name);
		await field(say('password')).fill('short');
		await press(say('join_button'));
		await sees(say('fault_password_short'));
		await sees(say('fault_agree'));
		await expect(field(say('name'))).toHaveValue(account.name);
		await field(say('password')).fill(account.password);
		await field(say('agree')).check();
		await press(say('join_button'));
		await arrives(`/workshops/${workshop.id}`);
		await sees(say('workshop_news_joined'));
	});

	await test.step('the link asks to sign in from then on, and leads to the workshop', async () => {
		await page.context().clearCookies();
		await go(at);
		await sees(say('join_sign_in', { email: account.email }));
		await page
			.getByRole('main')
			.getByRole('link', { name: say('sign_in'), exact: true })
			.click();
		await fillSignIn(visitor, account);
		await arrives(`/workshops/${workshop.id}`);
	});
});
