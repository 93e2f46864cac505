/** The sectors people work in, as training is reported by. */
export const sectors = [
	'justice',
	'health',
	'education',
	'labor',
	'social',
	'security',
	'civil-society',
	'other'
] as const;

/** The professions of drug treatment court teams and treatment services. */
export const professions = [
	'counselor',
	'case-manager',
	'psychologist',
	'social-worker',
	'physician',
	'nurse',
	'judge',
	'prosecutor',
	'public-defender',
	'court-coordinator',
	'probation-officer',
	'police-officer',
	'peer-support-worker',
	'teacher',
	'labor-officer',
	'other'
] as const;

/** What people may state as their sex. Nothing stated is something else than `undisclosed`, which was chosen. */
export const sexes = ['female', 'male', 'other', 'undisclosed'] as const;

export type Sector = (typeof sectors)[number];
export type Profession = (typeof professions)[number];
export type Sex = (typeof sexes)[number];
