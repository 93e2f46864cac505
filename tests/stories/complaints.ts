import type { BrowserContext } from '@playwright/test';

/** What browsers complain of while a story is told. */
export interface Complaints {
	/** Listens to everything a browser opens from now on. */
	listen(context: BrowserContext): void;
	/** Says that a complaint belongs to the story. */
	excuse(complaint: RegExp): void;
	/** The complaints that nobody excused. */
	left(): string[];
}

/** Collects errors that pages throw or log (broken security policies and missing files among them), and requests to any host but our own. */
export function collectComplaints(own: string): Complaints {
	const heard: { words: string; address: string }[] = [];
	const refused = new Set<string>();
	const excused: RegExp[] = [];
	return {
		listen(context) {
			context.on('console', (message) => {
				if (message.type() === 'error') heard.push({ words: message.text(), address: message.location().url });
			});
			context.on('weberror', (error) => heard.push({ words: String(error.error()), address: '' }));
			context.on('request', (request) => {
				const address = request.url();
				if (!address.startsWith(own) && !/^(data|blob|about):/.test(address))
					heard.push({ words: 'asks another host', address });
			});
			// A page that says no is no stray error, though the browser notes it as one: the story itself sees what the page says.
			context.on('response', (response) => {
				if (response.status() >= 400 && response.request().isNavigationRequest()) refused.add(response.url());
			});
		},
		excuse(complaint) {
			excused.push(complaint);
		},
		left() {
			return heard
				.filter(
					({ words, address }) =>
						!(
							words.startsWith('Failed to load resource: the server responded with a status of 4') &&
							refused.has(address.replace(/#.*/, ''))
						)
				)
				.map(({ words, address }) => `${words} ${address}`.trim())
				.filter((words) => !excused.some((each) => each.test(words)));
		}
	};
}
