import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/i18n/paraglide/messages.js';
import { oneOf, readForm, refuse, text } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { countries } from '#server/people/country.ts';
import {
	addBelow,
	close as closeOrganization,
	rename as renameOrganization,
	reopen,
	type OrganizationFault
} from '#server/people/upkeep.ts';
import { tell } from './news.ts';

type Event = RequestEvent<{ organization: string }>;

const faults: Record<Exclude<OrganizationFault, 'not theirs'>, () => string> = {
	closed: m.organization_fault_closed,
	root: m.organization_fault_root,
	kind: m.organization_fault_kind,
	name: m.organization_fault_name,
	country: m.organization_fault_country
};

/** The sentence for what the tree refused. What is not one's own is not found. */
function sentence(fault: OrganizationFault): string {
	return fault === 'not theirs' ? error(404, m.error_not_found()) : faults[fault]();
}

// Many a place is called the same in both languages.
const bothNames = (en: string, es: string) => ({ en: en || es, es: es || en });

const usualName = (country: string) => {
	const inLanguage = (language: string) => new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
	return { en: inLanguage('en'), es: inLanguage('es') };
};

/** Adds a country by its code, or an institution, a unit or a team by its names. */
export async function add(event: Event) {
	const { reach } = withRight(event.locals, 'manage');
	const typed = event.locals.typed ?? {};
	const { values, refusal } = await readForm(
		event.request,
		v.object({
			kind: oneOf(['country', 'institution', 'unit', 'team'], m.fault_not_offered),
			addEn: text(120),
			addEs: text(120),
			country: oneOf(countries)
		})
	);
	if (!values) return refusal;
	const { kind = 'team', country } = values;
	if (kind === 'country' && !country) return refuse(typed, { country: m.fault_country_missing() });
	const name = kind === 'country' && country ? usualName(country) : bothNames(values.addEn, values.addEs);
	if (!name.en) return refuse(typed, { addEn: m.fault_organization_name() });
	const added = await addBelow(reach, event.params.organization, { kind, name, country }, event.locals.now);
	if (typeof added === 'string')
		return refuse(typed, { [added === 'country' ? 'country' : added === 'name' ? 'addEn' : 'add']: sentence(added) });
	await dropKept(event);
	tell(event.params.organization, 'added');
}

export async function rename(event: Event) {
	const { reach } = withRight(event.locals, 'manage');
	const typed = event.locals.typed ?? {};
	const { values, refusal } = await readForm(event.request, v.object({ en: text(120), es: text(120) }));
	if (!values) return refusal;
	const name = bothNames(values.en, values.es);
	if (!name.en) return refuse(typed, { en: m.fault_organization_name() });
	const fault = await renameOrganization(reach, event.params.organization, name, event.locals.now);
	if (fault) return refuse(typed, { en: sentence(fault) });
	await dropKept(event);
	tell(event.params.organization, 'renamed');
}

export async function close({ params, locals }: Event) {
	const { reach } = withRight(locals, 'manage');
	const fault = await closeOrganization(reach, params.organization, locals.now);
	if (fault) return refuse({}, { close: sentence(fault) });
	tell(params.organization, 'closed');
}

export async function open({ params, locals }: Event) {
	const { reach } = withRight(locals, 'manage');
	const fault = await reopen(reach, params.organization, locals.now);
	if (fault) return refuse({}, { close: sentence(fault) });
	tell(params.organization, 'opened');
}
