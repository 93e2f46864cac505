import * as v from 'valibot';
import { actSentence } from '#lib/i18n/acts.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { oneOf, personName, readForm, text, ticked } from '#lib/web/form.ts';
import { signedIn } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { listActsOf } from '#server/people/act.ts';
import { countries, selectableTimeZones } from '#server/people/country.ts';
import { listInstitutions } from '#server/people/organization.ts';
import { changeProfile, getPerson } from '#server/people/person.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import { languages } from '#lib/i18n/address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = await getPerson(signedIn(locals).id);
	const acts = await listActsOf(person.id);
	const { name, email, language, country, institution, sector, profession, sex, timeZone, wantsReminders } = person;
	return {
		profile: {
			name,
			language,
			country: country ?? '',
			institution: institution ?? '',
			sector: sector ?? '',
			profession: profession ?? '',
			sex: sex ?? '',
			timeZone,
			wantsReminders
		},
		email,
		acts: acts.map((act) => ({ id: act.id, at: act.at, sentence: actSentence(act) })),
		countries,
		sectors,
		professions,
		sexes,
		timeZones: selectableTimeZones,
		institutions: (await listInstitutions(country ?? undefined)).map((each) => each.name[locals.language])
	};
};

const schema = v.object({
	name: personName,
	language: oneOf(languages),
	country: oneOf(countries),
	institution: text(200),
	sector: oneOf(sectors),
	profession: oneOf(professions),
	sex: oneOf(sexes),
	timeZone: oneOf(['UTC', ...selectableTimeZones], m.fault_not_offered),
	wantsReminders: ticked()
});

export const actions: Actions = {
	default: async (event) => {
		const { request, locals } = event;
		const person = signedIn(locals);
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		await changeProfile(person.id, {
			...values,
			language: values.language ?? locals.language,
			country: values.country ?? null,
			institution: values.institution || null,
			sector: values.sector ?? null,
			profession: values.profession ?? null,
			sex: values.sex ?? null,
			timeZone: values.timeZone ?? 'UTC'
		});
		await dropKept(event);
		return { saved: true };
	}
};
