import type { Organization } from '#server/people/organization.ts';
import { m } from './paraglide/messages.js';

const kinds: Record<Organization['kind'], () => string> = {
	region: m.organization_kind_region,
	country: m.organization_kind_country,
	institution: m.organization_kind_institution,
	unit: m.organization_kind_unit,
	team: m.organization_kind_team
};

/** What a kind of organization is called. */
export const organizationKindName = (kind: Organization['kind']) => kinds[kind]();

/** What is asked to add one below a kind of organization; absent where nothing stands below it. */
export const addingName: Partial<Record<Organization['kind'], () => string>> = {
	region: m.organization_add_country,
	country: m.organization_add_institution,
	institution: m.organization_add_part
};

/** The same for somebody who hears it without what stands around it. */
export const addingToName: Partial<Record<Organization['kind'], (inputs: { organization: string }) => string>> = {
	region: m.organization_add_country_to,
	country: m.organization_add_institution_to,
	institution: m.organization_add_part_to
};
