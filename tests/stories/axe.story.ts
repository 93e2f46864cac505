import { AxeBuilder } from '@axe-core/playwright';
import { audiences } from '#lib/web/access.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { newNumber, printedNumber } from '#server/certification/number.ts';
import { demoPassword } from '#server/demo/accounts.ts';
import { listLetters } from '#server/mail/outbox.ts';
import { prepareAdministrator } from '#server/people/access.ts';
import { findByEmail } from '#server/people/person.ts';
import { createToken } from '#server/people/token.ts';
import { invent, signIn } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

/** What addresses are made of: secrets of letters, numbers of papers, a letter. */
interface Known {
	course: string;
	secrets: Record<'reset' | 'confirm' | 'change' | 'welcome' | 'stop', string>;
	number: string;
	letter: string;
}

interface Visits {
	/** Nobody, or the account of the demo that sees the page filled. */
	as: 'nobody' | 'counselor' | 'ramon' | 'admin';
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
	'/welcome/[secret]': [{ as: 'nobody', at: ({ secrets }) => [`/welcome/${secrets.welcome}`, '/welcome/used'] }]
};
const withoutPage = ['/account/data.json', '/healthz', '/record/[number].pdf', '/sign-out', '/verify/[number].json'];

test('every route is visited here, or has no page', () => {
	expect([...Object.keys(pages), ...withoutPage].sort()).toEqual(Object.keys(audiences).sort());
});

for (const as of ['nobody', 'counselor', 'ramon', 'admin'] as const) {
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
	return {
		course,
		number: printedNumber(paper!.number),
		letter: letters[0]!.id,
		secrets: {
			reset: await createToken('reset-password', id, now, email!),
			confirm: await createToken('confirm-email', id, now, email!),
			change: await createToken('change-email', id, now, invent().email),
			stop: await createToken('stop-reminders', id, now),
			welcome: await prepareAdministrator(invent().email, now)
		}
	};
}

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
