/**
 * Whether a request that changes something comes from our own pages. Browsers say so in `sec-fetch-site`; older ones in `origin`, whose host must then be the
 * one that was asked. Programs that send neither are no browsers and hold no one's cookies.
 */
export function isFromOurPages(request: Request, host: string): boolean {
	if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null) return site === 'same-origin' || site === 'none';
	const origin = request.headers.get('origin');
	if (origin === null) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}
