import { signedIn } from '#lib/web/guard.ts';
import { ownData } from '#server/account/account.ts';
import type { RequestHandler } from './$types';

/** Everything we know of whoever asks, for them to keep. */
export const GET: RequestHandler = async ({ locals }) => {
	const data = await ownData(signedIn(locals).id);
	return new Response(JSON.stringify(data, null, '\t'), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': 'attachment; filename="puente.json"',
			'cache-control': 'private, no-store'
		}
	});
};
