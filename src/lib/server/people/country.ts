/** The countries people choose from, by ISO 3166-1 code, with the time zone most of their people live in. First the Americas, where Puente is at home. */
export const timeZones: Record<string, string> = {
	AG: 'America/Antigua',
	AR: 'America/Argentina/Buenos_Aires',
	BS: 'America/Nassau',
	BB: 'America/Barbados',
	BZ: 'America/Belize',
	BO: 'America/La_Paz',
	BR: 'America/Sao_Paulo',
	CA: 'America/Toronto',
	CL: 'America/Santiago',
	CO: 'America/Bogota',
	CR: 'America/Costa_Rica',
	CU: 'America/Havana',
	DM: 'America/Dominica',
	DO: 'America/Santo_Domingo',
	EC: 'America/Guayaquil',
	SV: 'America/El_Salvador',
	GD: 'America/Grenada',
	GT: 'America/Guatemala',
	GY: 'America/Guyana',
	HT: 'America/Port-au-Prince',
	HN: 'America/Tegucigalpa',
	JM: 'America/Jamaica',
	MX: 'America/Mexico_City',
	NI: 'America/Managua',
	PA: 'America/Panama',
	PY: 'America/Asuncion',
	PE: 'America/Lima',
	KN: 'America/St_Kitts',
	LC: 'America/St_Lucia',
	VC: 'America/St_Vincent',
	SR: 'America/Paramaribo',
	TT: 'America/Port_of_Spain',
	US: 'America/New_York',
	UY: 'America/Montevideo',
	VE: 'America/Caracas',
	ES: 'Europe/Madrid',
	FR: 'Europe/Paris',
	NL: 'Europe/Amsterdam',
	PT: 'Europe/Lisbon',
	GB: 'Europe/London'
};

/** The countries' codes. */
export const countries = Object.keys(timeZones);

/** The time zones people choose from: those of the Americas and of the other countries above. */
export const selectableTimeZones = Intl.supportedValuesOf('timeZone').filter(
	(zone) => zone.startsWith('America/') || Object.values(timeZones).includes(zone)
);
