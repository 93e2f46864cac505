/** The load, in a process of its own so that measuring costs the measured nothing. Takes one order after the other from its parent. */
import autocannon from 'autocannon';
import type { Order } from './load.ts';

process.on('message', ({ address, paths, cookies, encoding, ...rest }: Order) => {
	const requests = Array.from({ length: Math.max(paths.length, cookies.length) }, (_, at) => ({
		path: paths[at % paths.length]!,
		headers: {
			...(cookies.length > 0 && { cookie: cookies[at % cookies.length]! }),
			...(encoding && { 'accept-encoding': encoding })
		}
	}));
	const connections = 8;
	let opened = 0;
	void autocannon({
		...rest,
		url: address,
		connections,
		requests,
		// Each connection begins with somebody else.
		setupClient(client) {
			const first = Math.floor((opened++ * requests.length) / connections) % requests.length;
			client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
		}
	}).then(
		(result) =>
			process.send!({ answered: result['2xx'], failed: result.non2xx + result.errors, seconds: result.duration }),
		(error: unknown) => process.send!({ problem: String(error) })
	);
});
