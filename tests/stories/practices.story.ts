import { newPerson, password } from '#server/people/testing.ts';
import { addOrganization, findRootOrganization } from '#server/people/organization.ts';
import { giveRole } from '#server/people/role.ts';
import { enroll, fillIn, findStep, levelsFor, workFor } from './learning.ts';
import { fillSignIn, invent, letterLink, signIn, signUp } from './people.ts';
import { facilitator, openRoom } from './room.ts';
import { expect, test } from './story.ts';
import { pattern } from './words.ts';

test('a facilitator reads what a participant handed in and says what they think of it; nobody else does', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, say, read, go, field, press, follow, title, sees, arrives } = visitor;
	const { step, at } = findStep(course, 'exclusion/what-the-file-leaves-out', 'practice');
	const ana = await another();
	const account = await signUp(ana, invent('Ana Belén Cruz'));
	const room = await openRoom(course, [account.email]);
	const practices = `/workshops/${room.id}/practices`;
	let reading = '';

	await test.step('nothing is there before somebody hands in', async () => {
		await signIn(visitor, facilitator);
		await go(practices);
		await sees(say('feedback_empty_title'));
	});

	await test.step('a participant knows who reads it, hands in, and compares', async () => {
		await enroll(ana, course);
		await ana.go(at);
		await ana.sees(say('feedback_who_reads'));
		await fillIn(ana, workFor(step, 'Preguntaría por su hermana. <b>🌉</b>'));
		await ana.press(say('practice_submit'));
		await ana.sees(say('practice_submitted'));
		await fillIn(ana, levelsFor(step, 2));
		await ana.field(say('practice_note')).fill('Preguntar antes.');
		await ana.press(say('practice_compare_button'));
		await ana.sees(say('practice_done'));
	});

	await test.step('the facilitator reads it beside the author’s own view', async () => {
		await go(practices);
		await sees(say('feedback_to_read', { count: 1 }));
		await follow(say('feedback_next'));
		await expect(title(read(step.title))).toBeVisible();
		reading = new URL(page.url()).pathname.replace(/^\/es/, '');
		await sees('Preguntaría por su hermana. <b>🌉</b>');
		await sees('Preguntar antes.');
		await expect(page.getByText(say('feedback_own_level', { name: account.name }))).toHaveCount(step.rubric.length);
	});

	await test.step('gaps are shown, and what was written stays, also when the sign-in ran out', async () => {
		await field(say('feedback_note')).fill('Muy bien visto. Nombre también a la vecina.');
		await press(say('feedback_send'));
		await expect(page.getByText(say('fault_no_level'))).toHaveCount(step.rubric.length);
		await expect(field(say('feedback_note'))).toHaveValue('Muy bien visto. Nombre también a la vecina.');
		await page.context().clearCookies({ name: 'puente_session' });
		await fillIn(visitor, levelsFor(step, 4));
		await press(say('feedback_send'));
		await arrives('/sign-in');
		await fillSignIn(visitor, facilitator);
		await arrives(reading);
		await sees(say('kept_is_back'));
		await expect(field(say('feedback_note'))).toHaveValue('Muy bien visto. Nombre también a la vecina.');
		await press(say('feedback_send'));
		await arrives(practices);
		await sees(say('feedback_sent'));
		await sees(say('feedback_all_read'));
	});

	await test.step('a letter leads the author to it, and their own view is as it was', async () => {
		const subject = say('letter_feedback_subject', { title: read(step.title) });
		const link = new URL(await letterLink(ana, account.email, subject.split(':')[0]!));
		expect(link.pathname).toBe(ana.address(at));
		await ana.go('/home');
		await ana.page.goto(link.pathname + link.hash);
		await ana.sees('Muy bien visto. Nombre también a la vecina.');
		await ana.sees('Inés Cabral Façanha');
		for (const { levels } of step.rubric) await ana.sees(read(levels[3]!));
		for (const [name, value] of levelsFor(step, 2))
			await expect(ana.page.locator(`[name="${name}"][value="${value}"]`)).toBeChecked();
	});

	await test.step('a facilitator of another country finds neither the page nor a way to write there', async () => {
		const stranger = invent('Rosa Díaz');
		const { id } = await newPerson(stranger.email, new Date(), stranger.name);
		const root = (await findRootOrganization())!;
		const country = await addOrganization(
			{ kind: 'country', name: { en: 'Elsewhere', es: 'Otra parte' }, country: 'UY', parentId: root.id },
			new Date()
		);
		await giveRole(id, 'facilitator', country.id, undefined, new Date());
		const rosa = await another();
		await signIn(rosa, { email: stranger.email, password });
		for (const path of [practices, reading, `/workshops/${room.id}/attendance`]) {
			await rosa.go(path);
			await expect(rosa.title(say('error_404_title'))).toBeVisible();
		}
		const words = Object.fromEntries([...levelsFor(step, 1), ['note', 'Mine.']]);
		expect((await rosa.post(reading, words)).status()).toBe(404);
		const own = await openRoom(course, []);
		await signIn(rosa, facilitator);
		await rosa.go(reading.replace(room.id, own.id));
		await expect(rosa.title(say('error_404_title'))).toBeVisible();
		expect((await rosa.post(reading.replace(room.id, own.id), words)).status()).toBe(404);
	});

	await test.step('a better version is read anew, and what was said of the first stands beside it', async () => {
		await ana.press(say('practice_again'));
		await ana.sees('Muy bien visto. Nombre también a la vecina.');
		await fillIn(ana, workFor(step, 'Y por la vecina.'));
		await ana.press(say('practice_submit'));
		await ana.sees(say('practice_submitted'));
		await expect(ana.page.getByText(say('feedback_on_earlier'))).toHaveCount(1);
		await go(practices);
		await sees(say('feedback_again'));
		await follow(say('feedback_next'));
		await sees('Y por la vecina.');
		await page.getByRole('link', { name: say('feedback_version', { number: 1 }) }).click();
		await expect(page.getByText(pattern(say('feedback_newer')))).toBeVisible();
		await sees('Muy bien visto. Nombre también a la vecina.');
	});
});
