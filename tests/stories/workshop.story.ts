import { readFile } from 'node:fs/promises';
import { demoPassword } from '#server/demo/accounts.ts';
import { days } from '#lib/i18n/when.ts';
import { invent, letterLink, signIn, signUp } from './people.ts';
import { expect, test } from './story.ts';
import { pattern } from './words.ts';

/** The ISO day that comes a number of days after today. */
const dayIn = (count: number) => new Date(Date.now() + count * 24 * 3600_000).toISOString().slice(0, 10);

test('a facilitator plans a workshop, two edit it at once, it is postponed and cancelled, and people are told', async ({
	visitor,
	another,
	course
}) => {
	test.setTimeout(120_000);
	const { page, language, go, say, read, field, press, follow, sees, arrives } = visitor;
	const [first, last, later, latest] = [dayIn(20), dayIn(22), dayIn(27), dayIn(28)];
	const name = `Antigua ${invent().email.slice(0, 8)}`;
	let at = '';
	await signIn(visitor, { email: 'facilitator@demo.example', password: demoPassword });

	await test.step('plans it, and is told in words what is missing', async () => {
		await go('/workshops');
		await follow(say('workshop_new'));
		await arrives('/workshops/new');
		await field(say('workshop_first_day')).fill(last);
		await field(say('workshop_last_day')).fill(first);
		await field(say('workshop_link')).fill('javascript:alert(1)');
		await press(say('workshop_create'));
		await sees(say('fault_look_below'));
		await expect(field(say('workshop_title'))).toHaveAccessibleDescription(pattern(say('workshop_fault_title')));
		await expect(field(say('workshop_last_day'))).toHaveAccessibleDescription(
			pattern(say('workshop_fault_ends_first'))
		);
		await expect(field(say('workshop_link'))).toHaveAccessibleDescription(pattern(say('workshop_fault_link')));
		await expect(field(say('workshop_first_day'))).toHaveValue(last);

		await field(say('workshop_title')).fill(name);
		await field(read(course.title)).check();
		await field(say('workshop_first_day')).fill(first);
		await field(say('workshop_last_day')).fill(last);
		await field(say('workshop_link')).fill('');
		await field(say('workshop_place')).fill('Casa Convento');
		await press(say('workshop_create'));
		await sees(say('workshop_news_created'));
		at = new URL(page.url()).pathname.replace(/^\/es/, '');
		await sees(days(first, last, language));
		await sees('Casa Convento');
		await sees(say('workshop_next_people'));
	});

	const second = await another();
	const colleague = await signUp(second, invent('Óscar Núñez'));
	const link = await page.getByLabel(say('workshop_share_link')).inputValue();
	const guest = await another();
	const participant = await signUp(guest, invent('Zoila Tzoc'));

	await test.step('a participant comes by the shared link', async () => {
		await guest.go(new URL(link).pathname.replace(/^\/es/, ''));
		await expect(guest.title(name)).toBeVisible();
		await guest.press(guest.say('join_button'));
		await guest.arrives(at);
		await guest.sees(guest.say('workshop_news_joined'));
	});

	await test.step('a second facilitator is added by the address of their account', async () => {
		await second.go(at);
		await expect(second.title(second.say('error_404_title'))).toBeVisible();
		await go(at);
		await follow(say('workshop_edit'));
		await field(say('workshop_facilitator_email')).fill('nobody@story.example');
		await press(say('workshop_facilitator_add'));
		await sees(say('workshop_fault_no_account', { email: 'nobody@story.example' }));
		await field(say('workshop_facilitator_email')).fill(colleague.email);
		await press(say('workshop_facilitator_add'));
		await sees(say('workshop_facilitator_added', { email: colleague.email }));
		expect(await letterLink(visitor, colleague.email, name)).toContain(at);
	});

	await test.step('of two who edit it at once the second is told what the first has changed', async () => {
		await second.go(`${at}/edit`);
		await go(`${at}/edit`);
		await field(say('workshop_place')).fill('Casa Santo Domingo');
		await field(say('workshop_note')).fill('Traiga un cargador.');
		await press(say('save'));
		await sees(say('workshop_news_told'));
		expect(
			await letterLink(visitor, participant.email, say('letter_workshop_changed_subject', { title: name }))
		).toContain(at);

		await second.field(second.say('workshop_place')).fill('Casa Popenoe');
		await second.press(second.say('save'));
		await second.sees(second.say('workshop_meanwhile'));
		await expect(second.field(second.say('workshop_place'))).toHaveValue('Casa Popenoe');
		await expect(second.field(second.say('workshop_place'))).toHaveAccessibleDescription(pattern('Casa Santo Domingo'));
		await expect(second.field(second.say('workshop_note'))).toHaveValue('Traiga un cargador.');
		await second.press(second.say('save'));
		await second.arrives(at);
		await second.sees('Casa Popenoe');
		await second.sees('Traiga un cargador.');
	});

	await test.step('it is postponed, and everybody is told', async () => {
		await go(`${at}/edit`);
		await field(say('workshop_first_day')).fill(later);
		await field(say('workshop_last_day')).fill(latest);
		await press(say('workshop_postpone_button'));
		await sees(say('workshop_news_told'));
		await sees(days(later, latest, language));
		const subject = say('letter_workshop_postponed_subject', { title: name });
		expect(await letterLink(visitor, participant.email, subject)).toContain(at);
		await guest.go(at);
		await guest.sees(days(later, latest, language));
	});

	await test.step('it is cancelled with a reason, which everybody reads; the calendar says so', async () => {
		await go(`${at}/edit`);
		await press(say('workshop_cancel_button'));
		await sees(say('workshop_fault_reason'));
		await field(say('workshop_reason')).fill('El camino está cerrado.');
		await press(say('workshop_cancel_button'));
		await sees(say('workshop_news_cancelled'));
		await sees('El camino está cerrado.');
		await guest.go(at);
		await guest.sees(guest.say('workshop_cancelled_lead'));
		await guest.sees('El camino está cerrado.');
		const download = guest.page.waitForEvent('download');
		await guest.follow(guest.say('workshop_calendar'));
		const calendar = await readFile(await (await download).path(), 'utf8');
		expect(calendar.match(/STATUS:CANCELLED/g)).toHaveLength(2);
		const stranger = await another();
		await stranger.go(new URL(link).pathname.replace(/^\/es/, ''));
		await stranger.sees(stranger.say('workshop_cancelled_lead'));
	});
});
