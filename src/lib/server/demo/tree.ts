import { addOrganization, type Organization } from '#server/people/organization.ts';
import type { Sector } from '#server/people/profile.ts';

/** An institution that does not exist, with the towns' and people's names of its country. */
interface InventedInstitution {
	id: string;
	en: string;
	es: string;
	sector: Sector;
	/** The court teams and units below it. */
	teams?: { id: string; en: string; es: string; kind: 'team' | 'unit' }[];
}

interface InventedCountry {
	code: string;
	en: string;
	es: string;
	institutions: InventedInstitution[];
}

const court = (id: string, town: string): InventedInstitution => ({
	id,
	en: `Drug Treatment Court of ${town} (invented)`,
	es: `Tribunal de Tratamiento de Drogas de ${town} (inventado)`,
	sector: 'justice',
	teams: [{ id: `${id}-team`, en: `Court team of ${town}`, es: `Equipo del tribunal de ${town}`, kind: 'team' }]
});
const place = (id: string, sector: Sector, en: string, es: string): InventedInstitution => ({
	id,
	en: `${en} (invented)`,
	es: `${es} (inventado)`,
	sector
});

/** The countries of the demo, each with its institutions: courts with their teams, and those who work with them. */
export const countries: InventedCountry[] = [
	{
		code: 'GT',
		en: 'Guatemala',
		es: 'Guatemala',
		institutions: [
			{ ...court('court', 'Valle Claro') },
			{
				id: 'harbor',
				en: 'Harbor House (invented)',
				es: 'Casa Puerto (inventada)',
				sector: 'civil-society',
				teams: [
					{ id: 'harbor-day', en: 'Day program', es: 'Programa de día', kind: 'unit' },
					{ id: 'harbor-home', en: 'Residential program', es: 'Programa residencial', kind: 'unit' }
				]
			},
			place('gt-health', 'health', 'Health Center of San Telmo', 'Centro de Salud de San Telmo'),
			place('gt-labor', 'labor', 'Employment Office of Valle Claro', 'Oficina de Empleo de Valle Claro'),
			place('gt-school', 'education', 'Evening School of Las Ceibas', 'Escuela Nocturna de Las Ceibas'),
			place('gt-police', 'security', 'Community Police of the Port', 'Policía Comunitaria del Puerto'),
			place('gt-social', 'social', 'Municipal Social Services of Río Hondo', 'Servicios Sociales de Río Hondo'),
			place('gt-hope', 'civil-society', 'Open Door Foundation', 'Fundación Puerta Abierta'),
			court('gt-court-2', 'Monte Alto')
		]
	},
	{
		code: 'CR',
		en: 'Costa Rica',
		es: 'Costa Rica',
		institutions: [
			court('cr-court', 'Puerto Sereno'),
			place('cr-clinic', 'health', 'Clinic of the Four Rivers', 'Clínica Cuatro Ríos'),
			place('cr-probation', 'justice', 'Probation Service of the Valley', 'Servicio de Supervisión del Valle'),
			place('cr-home', 'civil-society', 'New Dawn Home', 'Hogar Nuevo Amanecer'),
			place('cr-training', 'education', 'Training Institute of La Loma', 'Instituto de Formación La Loma'),
			place('cr-council', 'health', 'Regional Drug Council', 'Consejo Regional de Drogas'),
			place('cr-work', 'labor', 'Work and Skills Agency', 'Agencia de Trabajo y Oficios')
		]
	},
	{
		code: 'CL',
		en: 'Chile',
		es: 'Chile',
		institutions: [
			court('cl-court', 'Cerro Largo'),
			court('cl-court-2', 'Bahía Norte'),
			{ id: 'clinic', en: 'Andes Clinic (invented)', es: 'Clínica Andes (inventada)', sector: 'health' },
			place('cl-defense', 'justice', 'Public Defense of Cerro Largo', 'Defensoría de Cerro Largo'),
			place('cl-pair', 'social', 'Psychosocial Team of the South', 'Dupla Psicosocial del Sur'),
			place('cl-home', 'civil-society', 'Supported Homes Lantern', 'Viviendas de Apoyo El Farol'),
			place('cl-school', 'education', 'Adult School Gabriela', 'Escuela de Adultos Gabriela'),
			place('cl-labor', 'labor', 'Municipal Labor Office of Bahía Norte', 'Oficina Laboral de Bahía Norte'),
			place('cl-health', 'health', 'Family Health Center Los Aromos', 'Centro de Salud Familiar Los Aromos')
		]
	},
	{
		code: 'DO',
		en: 'Dominican Republic',
		es: 'República Dominicana',
		institutions: [
			court('do-court', 'Villa Clara del Mar'),
			place('do-home', 'civil-society', 'Home of the Crossing', 'Hogar Crea La Travesía'),
			place('do-health', 'health', 'Mental Health Unit of the East', 'Unidad de Salud Mental del Este'),
			place('do-prosecutor', 'justice', 'Prosecution Service of the East', 'Fiscalía del Este'),
			place('do-university', 'education', 'University Extension Los Corales', 'Extensión Universitaria Los Corales'),
			place('do-social', 'social', 'Social Cabinet of Villa Clara', 'Gabinete Social de Villa Clara'),
			place('do-police', 'security', 'Preventive Police of the East', 'Policía Preventiva del Este')
		]
	},
	{
		code: 'JM',
		en: 'Jamaica',
		es: 'Jamaica',
		institutions: [
			court('jm-court', 'Palm Bay'),
			place('jm-clinic', 'health', 'Blue Hills Clinic', 'Clínica Blue Hills'),
			place('jm-council', 'health', 'Parish Drug Council', 'Consejo Parroquial de Drogas'),
			place('jm-church', 'civil-society', 'Good Shepherd Outreach', 'Misión Buen Pastor'),
			place('jm-probation', 'justice', 'Probation After-care Office', 'Oficina de Acompañamiento'),
			place('jm-training', 'education', 'Palm Bay Skills Center', 'Centro de Oficios Palm Bay'),
			place('jm-labor', 'labor', 'Parish Employment Bureau', 'Oficina Parroquial de Empleo'),
			place('jm-women', 'social', 'Women’s Crisis Center Haven', 'Centro de la Mujer Haven')
		]
	}
];

/** Plants the demo's tree of organizations and returns it by the ids above; `region` is its root, a country goes by its code. */
export async function plantTree(began: Date): Promise<Record<string, Organization>> {
	const region = await addOrganization(
		{ kind: 'region', name: { en: 'Puente Demo Network', es: 'Red Demo Puente' } },
		began
	);
	const tree: Record<string, Organization> = { region };
	for (const { code, en, es, institutions } of countries) {
		const below = (kind: Organization['kind'], name: { en: string; es: string }, parentId: string) =>
			addOrganization({ kind, name, country: code, parentId }, began);
		tree[code] = await below('country', { en, es }, region.id);
		for (const { id, en, es, teams = [] } of institutions) {
			tree[id] = await below('institution', { en, es }, tree[code].id);
			for (const team of teams) tree[team.id] = await below(team.kind, { en: team.en, es: team.es }, tree[id].id);
		}
	}
	return tree;
}
