declare module 'autocannon' {
	interface Request {
		path: string;
		headers: Record<string, string>;
	}
	interface Options {
		url: string;
		connections: number;
		/** Seconds. */
		duration?: number;
		/** Requests in all, instead of a duration. */
		amount?: number;
		requests: Request[];
		setupClient(client: { setRequests(requests: Request[]): void }): void;
	}
	interface Result {
		/** Seconds. */
		duration: number;
		'2xx': number;
		non2xx: number;
		errors: number;
	}

	/** The part of the library that the benchmarks use. */
	export default function autocannon(options: Options): Promise<Result>;
}
