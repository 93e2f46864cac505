const browsers = [
	['Edg', 'Edge'],
	['SamsungBrowser', 'Samsung Internet'],
	['OPR', 'Opera'],
	['Firefox', 'Firefox'],
	['FxiOS', 'Firefox'],
	['CriOS', 'Chrome'],
	['Chrome', 'Chrome'],
	['Safari', 'Safari']
] as const;
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'] as const;

/** A browser's own description in two words: `Chrome · Android`. Empty where it says nothing that can be told. */
export function deviceName(userAgent: string): string {
	const browser = browsers.find(([sign]) => userAgent.includes(sign))?.[1];
	const system = systems.find((sign) => userAgent.includes(sign));
	return [browser, system].filter(Boolean).join(' · ');
}
