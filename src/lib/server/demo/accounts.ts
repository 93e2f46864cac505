/** The accounts that a demo offers at a tap, all with the one password below. */
export const demoAccounts = [
	{ email: 'counselor@demo.example', role: 'counselor', name: 'María José Peña-Durán' },
	{ email: 'facilitator@demo.example', role: 'facilitator', name: 'Inés Cabral Façanha' },
	{ email: 'manager@demo.example', role: 'manager', name: 'Óscar Núñez Alvarado' },
	{ email: 'admin@demo.example', role: 'administrator', name: 'Demo Administrator' }
] as const;

/** Everybody in a demo has this password, and everybody knows it. */
export const demoPassword = 'puente-demo';
