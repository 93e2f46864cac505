declare module 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js' {
	import type { RateLimiterRes } from 'rate-limiter-flexible';

	/** The library's own base for stores, which its types leave out. */
	export default class RateLimiterStoreAbstract {
		constructor(options: { keyPrefix: string; points: number; duration: number; storeClient: object });
		points: number;
		consume(key: string): Promise<RateLimiterRes>;
		delete(key: string): Promise<boolean>;
	}
}
