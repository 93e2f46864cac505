import type { RoleName } from '#server/people/role.ts';
import { demoAccounts } from './accounts.ts';

/** Somebody who does not exist. */
export interface Invented {
	name: string;
	email: string;
	language: 'en' | 'es';
	country: string;
	/** By its id in the tree; empty where they named none. */
	institution: string;
	/** The unit or team they were put into. */
	team?: string;
	sector?: string;
	profession?: string;
	sex?: string;
	role?: RoleName;
	/** Where the role is held; the whole network where nothing is said. */
	roleIn?: string;
	/** How many days ago they enrolled. */
	days: number;
	/** How much of the first course they have done, from 0 to 1; absent where they have not enrolled. */
	share?: number;
	leaves?: boolean;
}

const [counselor, facilitator, manager, administrator] = demoAccounts;
const named = (first: string) => `${first}@demo.example`;

/** Everybody in the demo: the four accounts at a tap, and others with courses done, under way and not begun. */
export const people: Invented[] = [
	{
		...counselor,
		role: undefined,
		language: 'en',
		country: 'GT',
		institution: 'harbor',
		sector: 'health',
		profession: 'counselor',
		sex: 'female',
		days: 12,
		share: 0.24
	},
	{
		...facilitator,
		language: 'es',
		country: 'GT',
		institution: 'court',
		sector: 'justice',
		profession: 'court-coordinator',
		sex: 'female',
		roleIn: 'GT',
		days: 40,
		share: 1
	},
	{
		...manager,
		language: 'es',
		country: 'GT',
		institution: 'court',
		sector: 'justice',
		profession: 'other',
		sex: 'male',
		roleIn: 'GT',
		days: 30,
		share: 0.1
	},
	{
		...administrator,
		language: 'en',
		country: 'US',
		institution: '',
		sector: 'civil-society',
		profession: 'other',
		days: 60
	},
	{
		name: 'Ramón Itzep López',
		email: named('ramon'),
		language: 'es',
		country: 'GT',
		institution: 'harbor',
		sector: 'civil-society',
		profession: 'counselor',
		sex: 'male',
		days: 60,
		share: 1
	},
	{
		name: 'Lucía Fernández-Quiñones',
		email: named('lucia'),
		language: 'es',
		country: 'GT',
		institution: 'court',
		sector: 'justice',
		profession: 'public-defender',
		sex: 'female',
		days: 25,
		share: 0.6
	},
	{
		name: 'Thiago Gonçalves Brandão',
		email: named('thiago'),
		language: 'es',
		country: 'CL',
		institution: 'clinic',
		sector: 'health',
		profession: 'psychologist',
		sex: 'male',
		days: 20,
		share: 0.45
	},
	{
		name: 'Ana Belén Cruz',
		email: named('ana'),
		language: 'es',
		country: 'CL',
		institution: 'clinic',
		sector: 'social',
		profession: 'social-worker',
		sex: 'female',
		days: 35,
		share: 1
	},
	{
		name: 'Denise Charles',
		email: named('denise'),
		language: 'en',
		country: 'GD',
		institution: '',
		sector: 'health',
		profession: 'nurse',
		sex: 'undisclosed',
		days: 9,
		share: 0.05
	},
	{
		name: 'Hugo Paredes Soto',
		email: named('hugo'),
		language: 'es',
		country: 'CL',
		institution: 'clinic',
		sector: 'security',
		profession: 'probation-officer',
		sex: 'male',
		days: 15,
		share: 0.3,
		leaves: true
	},
	{
		name: 'Patricia Solís Mejía',
		email: named('patricia'),
		language: 'es',
		country: 'GT',
		institution: 'court',
		sector: 'social',
		profession: 'case-manager',
		days: 8,
		share: 0
	},
	{
		name: 'Noah Williams',
		email: named('noah'),
		language: 'en',
		country: 'JM',
		institution: '',
		sector: 'education',
		profession: 'teacher',
		sex: 'male',
		days: 2
	}
];
