import { promisify } from 'node:util';
import { constants, brotliCompress, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses a page for browsers that ask for it: adapter-node does so only for files. */
export async function compress(request: Request, response: Response): Promise<Response> {
	const accepted = request.headers.get('accept-encoding') ?? '';
	const type = response.headers.get('content-type') ?? '';
	if (
		!/^(text\/|application\/json)/.test(type) ||
		!/\b(br|gzip)\b/.test(accepted) ||
		response.headers.has('content-encoding') ||
		!response.body
	)
		return response;

	const headers = new Headers(response.headers);
	headers.append('vary', 'accept-encoding');
	if (type.startsWith('text/csv')) return compressOnTheWay(accepted, response.body, response.status, headers);
	const body = Buffer.from(await response.arrayBuffer());
	if (body.length < 1000) return new Response(body, { status: response.status, headers });
	const encoding = /\bbr\b/.test(accepted) ? 'br' : 'gzip';
	headers.set('content-encoding', encoding);
	headers.delete('content-length');
	const packed =
		encoding === 'br'
			? await brotli(body, {
					params: {
						[constants.BROTLI_PARAM_QUALITY]: 4,
						// A page is small: a small window saves a quarter of the work.
						[constants.BROTLI_PARAM_LGWIN]: 16,
						[constants.BROTLI_PARAM_SIZE_HINT]: body.length
					}
				})
			: await zip(body, { level: 5 });
	return new Response(new Uint8Array(packed), { status: response.status, headers });
}

// A table may be long, so it is never held as a whole.
function compressOnTheWay(
	accepted: string,
	body: ReadableStream<Uint8Array<ArrayBuffer>>,
	status: number,
	headers: Headers
): Response {
	if (!/\bgzip\b/.test(accepted)) return new Response(body, { status, headers });
	headers.set('content-encoding', 'gzip');
	return new Response(body.pipeThrough(new CompressionStream('gzip')), { status, headers });
}
