import { enroll, findStep } from './learning.ts';
import { invent, letterLink, signUp } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';
import { pattern, type Inputs, type Message } from './words.ts';

const long = 'puente'.repeat(70);
const script = '<script>document.title = "broken in"</script>';
const rightToLeft = 'مرحبا بالعالم';
const emoji = '🌉👩🏽‍⚕️';
const nul = 'Ana\u0000Belén';
const turned = 'Ana \u202enéleB';

type Fault = Message | [Message, Inputs];

/** What is put into a form, and the sentence that must then stand by each field. */
interface Sending {
	put: Record<string, string>;
	faults: Record<string, Fault>;
}

const fullName = { long, script, rightToLeft, emoji, nul, turned };
const nameFaults: Record<keyof typeof fullName, Fault> = {
	long: ['fault_too_long', { longest: 120 }],
	script: 'fault_name_letters',
	rightToLeft: 'fault_name_letters',
	emoji: 'fault_name_letters',
	nul: 'fault_unwritable',
	turned: 'fault_unwritable'
};
const emailFaults: Record<keyof typeof fullName, Fault> = {
	long: ['fault_too_long', { longest: 200 }],
	script: 'fault_email',
	rightToLeft: 'fault_email',
	emoji: 'fault_email',
	nul: 'fault_unwritable',
	turned: 'fault_unwritable'
};
const kinds = Object.keys(fullName) as (keyof typeof fullName)[];

test('sign-up, sign-in and forgotten password say what is wrong, by the field', async ({ visitor }) => {
	await visitor.go('/sign-up');
	await send(visitor, 'main form', {
		put: { name: '', email: '', password: '', country: '' },
		faults: {
			name: 'fault_name_missing',
			email: 'fault_email_missing',
			password: 'fault_password_missing',
			country: 'fault_country_missing',
			agree: 'fault_agree'
		}
	});
	for (const kind of kinds)
		await send(visitor, 'main form', {
			put: { name: fullName[kind], email: fullName[kind], password: 'aaaaaaaaaaaa', country: 'nowhere' },
			faults: {
				name: nameFaults[kind],
				email: emailFaults[kind],
				password: 'fault_password_simple',
				country: 'fault_not_offered'
			}
		});
	await send(visitor, 'main form', {
		put: { password: 'ab1!'.repeat(51) },
		faults: { password: ['fault_too_long', { longest: 200 }] }
	});
	await visitor.page.locator('[name="agree"]').check();
	await send(visitor, 'main form', {
		put: { name: 'Ana', email: 'ana.belen@story.example', password: 'I am ana.belen!', country: 'GT' },
		faults: { password: 'fault_password_name' }
	});

	await visitor.go('/sign-in');
	await send(visitor, 'form.card', {
		put: { email: '', password: '' },
		faults: { email: 'fault_email_missing', password: 'fault_password_missing' }
	});
	for (const kind of ['script', 'nul'] as const)
		await send(visitor, 'form.card', {
			put: { email: fullName[kind], password: long },
			faults: { email: emailFaults[kind] }
		});
	for (const password of [nul, script, emoji]) {
		await put(visitor, 'form.card', { email: 'nobody@story.example', password });
		await visitor.press(visitor.say('sign_in'));
		await visitor.sees(visitor.say('fault_sign_in'));
	}

	await visitor.go('/forgotten-password');
	await send(visitor, 'main form', { put: { email: '' }, faults: { email: 'fault_email_missing' } });
	for (const kind of ['script', 'nul'] as const)
		await send(visitor, 'main form', { put: { email: fullName[kind] }, faults: { email: emailFaults[kind] } });
});

test('a number that cannot be one is told to whoever checks it, and stays to be corrected', async ({ visitor }) => {
	await visitor.go('/verify');
	await send(visitor, 'main form', { put: { number: '' }, faults: { number: 'verify_empty' } });
	for (const number of [script, rightToLeft, emoji, 'K7QM-3XW9-T2H', '%00'])
		await send(visitor, 'main form', { put: { number }, faults: { number: 'verify_mistyped' } });
	await put(visitor, 'main form', { number: long });
	await visitor.press(visitor.say('verify_button'));
	await visitor.sees(visitor.say('verify_mistyped'));
	for (const path of [encodeURIComponent(script), encodeURIComponent(rightToLeft), 'x'.repeat(2000)]) {
		await visitor.go(`/verify/${path}`);
		await expect(visitor.title(visitor.say('verify_mistyped_title'))).toBeVisible();
	}
});

test('links that were altered, and passwords that cannot be kept, are told', async ({ visitor }) => {
	const { page, go, say, sees } = visitor;
	const account = invent();
	for (const secret of ['nothing', encodeURIComponent(script)]) {
		await go(`/confirm/${secret}`);
		await sees(say('fault_link'));
		await go(`/confirm/${secret}?change`);
		await sees(say('fault_link'));
		await go(`/reset-password/${secret}`);
		await sees(say('fault_link'));
		await go(`/welcome/${secret}`);
		await sees(say('welcome_used'));
		await go(`/stop-reminders/${secret}`);
		await sees(say('stop_used'));
	}
	await signUp(visitor, account);
	await visitor.page.context().clearCookies();
	await go('/forgotten-password');
	await put(visitor, 'main form', { email: account.email.toUpperCase() });
	await visitor.press(say('forgotten_button'));
	await sees(say('forgotten_sent', { email: account.email }));
	await page.goto(await letterLink(visitor, account.email, say('letter_reset_subject')));
	for (const [password, fault] of [
		['', 'fault_password_missing'],
		['corto', 'fault_password_short'],
		['ábábábábábáb', 'fault_password_simple'],
		['ab1!'.repeat(51), ['fault_too_long', { longest: 200 }]]
	] as [string, Fault][])
		await send(visitor, 'form.card', { put: { password }, faults: { password: fault } });
});

test('the profile and the sign-in page keep what cannot be saved, and say why', async ({ visitor }) => {
	const { go, say, sees } = visitor;
	const account = await signUp(visitor);
	await go('/account');
	await send(visitor, 'form.card', {
		put: { name: '', institution: long, timeZone: 'Mars/Olympus', sector: 'piracy' },
		faults: {
			name: 'fault_name_missing',
			institution: ['fault_too_long', { longest: 200 }],
			timeZone: 'fault_not_offered',
			sector: 'fault_not_offered'
		}
	});
	for (const kind of kinds)
		await send(visitor, 'form.card', {
			put: { name: fullName[kind], institution: nul },
			faults: { name: nameFaults[kind], institution: 'fault_unwritable' }
		});
	for (const institution of [script, rightToLeft, emoji]) {
		await put(visitor, 'form.card', { name: account.name, institution });
		await visitor.press(say('save'));
		await sees(say('account_saved'));
		await expect(visitor.field(say('institution'))).toHaveValue(institution);
	}

	await go('/account/sign-in');
	await send(visitor, 'form[action="?/password"]', {
		put: { currentPassword: '', newPassword: '' },
		faults: { currentPassword: 'fault_password_missing', newPassword: 'fault_password_missing' }
	});
	await send(visitor, 'form[action="?/email"]', {
		put: { email: '', passwordForEmail: '' },
		faults: { email: 'fault_email_missing', passwordForEmail: 'fault_password_missing' }
	});
	for (const kind of ['script', 'nul'] as const)
		await send(visitor, 'form[action="?/email"]', {
			put: { email: fullName[kind], passwordForEmail: nul },
			faults: { email: emailFaults[kind] }
		});
});

test('a practice and its comparison keep what cannot be saved; everything else is shown as it was written', async ({
	visitor,
	course
}) => {
	const { page, go, say, press, sees } = visitor;
	const { step, at } = findStep(course, 'language/a-report-rewritten', 'practice');
	const [first, second] = step.fields.filter(({ kind }) => kind === 'text').map(({ id }) => `f.${id}`) as [
		string,
		string
	];
	await signUp(visitor);
	await enroll(visitor, course);
	await go(at);
	const tooLong = 'a'.repeat(20_001);
	await send(visitor, 'form[data-keep]', {
		put: { [first]: tooLong, [second]: nul },
		faults: { [first]: ['fault_too_long', { longest: 20_000 }], [second]: 'fault_unwritable' }
	});
	await send(visitor, 'form[data-keep]', {
		put: { [first]: ' \n ', [second]: turned },
		faults: { [second]: 'fault_unwritable' }
	});

	const written = `${script} ${rightToLeft} ${emoji}`;
	for (const field of step.fields) {
		if (field.kind === 'text') await put(visitor, 'form[data-keep]', { [`f.${field.id}`]: `${field.id} ${written}` });
		if (field.kind === 'choice') await page.locator(`[name="f.${field.id}"]`).first().check();
	}
	await press(say('practice_submit'));
	await sees(say('practice_submitted'));
	for (const field of step.fields.filter(({ kind }) => kind === 'text')) await sees(`${field.id} ${written}`);

	await send(visitor, 'form[action="?/compare"]', {
		put: { note: 'a'.repeat(4001) },
		faults: { note: ['fault_too_long', { longest: 4000 }] }
	});
	await send(visitor, 'form[action="?/compare"]', { put: { note: nul }, faults: { note: 'fault_unwritable' } });
});

test('answers that a quiz does not offer count for nothing and break nothing', async ({ visitor, course }) => {
	const { page, go, say, sees } = visitor;
	await signUp(visitor);
	await enroll(visitor, course);
	const { step, at } = findStep(course, 'exclusion/check', 'quiz');
	const post = (action: string, form: Record<string, string>) => visitor.post(`${at}?/${action}`, form);
	expect((await post('keep', { 'q.nothing': 'a', [`q.${step.items[0]!.id}`]: 'zzz' })).status()).toBe(200);
	expect((await post('hand-in', {})).status()).toBe(422);
	expect((await post('nothing', {})).status()).toBe(404);
	expect((await post('submit', {})).status()).toBe(404);
	for (const bad of [nul, script, long, emoji, rightToLeft]) {
		const answer = await post('keep', Object.fromEntries(step.items.map(({ id }) => [`q.${id}`, bad])));
		expect(answer.status()).toBe(200);
	}
	await go(at);
	await expect(page.getByRole('button', { name: say('hand_in'), exact: true })).toBeVisible();
	await expect(page.locator('form[data-keep] :checked:not([value=""])')).toHaveCount(0);
	expect((await post('hand-in', {})).status()).toBe(303);
	await go(at);
	await sees(say('result_answers'));
});

/** Puts values into a form as they are, also such as no keyboard types, and such as the page itself would stop. */
async function put({ page }: Visitor, form: string, values: Sending['put']): Promise<void> {
	await page
		.locator(form)
		.first()
		.evaluate((form, values) => {
			if (!(form instanceof HTMLFormElement)) throw new Error('This is no form');
			form.noValidate = true;
			for (const [name, value] of Object.entries(values)) {
				const input = form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
				if (input instanceof HTMLSelectElement) input.add(new Option(value, value, true, true));
				input.value = value;
			}
		}, values);
}

/** Sends a form with these values: each fault stands by its field, and what was typed is still there, save for passwords. */
async function send(visitor: Visitor, form: string, { put: values, faults }: Sending): Promise<void> {
	const { page, say } = visitor;
	await put(visitor, form, values);
	const sent = page.waitForResponse((response) => response.request().isNavigationRequest());
	await page
		.locator(form)
		.first()
		.locator('button')
		.first()
		.evaluate((button) => (button as HTMLButtonElement).click());
	await sent;
	const input = (name: string) => page.locator(form).first().locator(`[name="${name}"]`).first();
	for (const [name, fault] of Object.entries(faults)) {
		const sentence = typeof fault === 'string' ? say(fault) : say(...fault);
		await expect(input(name), `${name} with ${values[name]?.slice(0, 40)}`).toHaveAccessibleDescription(
			pattern(sentence)
		);
		await expect(input(name)).toHaveAttribute('aria-invalid', 'true');
	}
	for (const [name, value] of Object.entries(values)) {
		const kind = await input(name).evaluate((field) => (field as HTMLInputElement).type);
		if (kind === 'password') await expect(input(name)).toHaveValue('');
		else if (kind !== 'select-one') await expect(input(name)).toHaveValue(asKept(value));
	}
}

// HTML knows no NUL: a browser shows its replacement.
const asKept = (value: string) => value.replaceAll('\u0000', '\ufffd');
