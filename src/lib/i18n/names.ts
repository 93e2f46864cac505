import type { Profession, Sector, Sex } from '#server/people/profile.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

const kinds: Record<string, () => string> = {
	lesson: m.kind_lesson,
	quiz: m.kind_quiz,
	test: m.kind_test,
	practice: m.kind_practice,
	session: m.kind_session
};
const topics: Record<string, () => string> = {
	'drug-treatment-courts': m.topic_drug_treatment_courts,
	'social-integration': m.topic_social_integration,
	'labor-integration': m.topic_labor_integration,
	'alternatives-to-incarceration': m.topic_alternatives
};
const audiences: Record<string, () => string> = {
	'dtc-team': m.audience_dtc_team,
	'case-manager': m.audience_case_manager,
	counselor: m.audience_counselor
};

/** What a kind of step is called. */
export const kindName = (kind: string) => kinds[kind]?.() ?? kind;

/** What a topic of the training record is called. */
export const topicName = (topic: string) => topics[topic]?.() ?? topic.replaceAll('-', ' ');

/** Whom a course is for. */
export const audienceName = (audience: string) => audiences[audience]?.() ?? audience.replaceAll('-', ' ');

const sectorNames: Record<Sector, () => string> = {
	justice: m.sector_justice,
	health: m.sector_health,
	education: m.sector_education,
	labor: m.sector_labor,
	social: m.sector_social,
	security: m.sector_security,
	'civil-society': m.sector_civil_society,
	other: m.other
};
const professionNames: Record<Profession, () => string> = {
	counselor: m.profession_counselor,
	'case-manager': m.profession_case_manager,
	psychologist: m.profession_psychologist,
	'social-worker': m.profession_social_worker,
	physician: m.profession_physician,
	nurse: m.profession_nurse,
	judge: m.profession_judge,
	prosecutor: m.profession_prosecutor,
	'public-defender': m.profession_public_defender,
	'court-coordinator': m.profession_court_coordinator,
	'probation-officer': m.profession_probation_officer,
	'police-officer': m.profession_police_officer,
	'peer-support-worker': m.profession_peer_support_worker,
	teacher: m.profession_teacher,
	'labor-officer': m.profession_labor_officer,
	other: m.other
};
const sexNames: Record<Sex, () => string> = {
	female: m.sex_female,
	male: m.sex_male,
	other: m.sex_other,
	undisclosed: m.sex_undisclosed
};

/** What a sector, a profession or a sex is called. */
export const sectorName = (sector: Sector) => sectorNames[sector]();
export const professionName = (profession: Profession) => professionNames[profession]();
export const sexName = (sex: Sex) => sexNames[sex]();
