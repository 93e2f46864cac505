import { test as base, expect } from '@playwright/test';
import type { Language } from '#lib/i18n/address.ts';
import { compileContent } from '#server/content/compile.ts';
import type { Edition } from '#server/content/course.ts';
import { closeStore, openStore } from '#server/db/store.ts';
import { collectComplaints, type Complaints } from './complaints.ts';
import { visit, type Visitor } from './visitor.ts';

/** In which manner a project tells the stories, besides Playwright's own options. */
export interface Manner {
	language: Language;
}

interface Cast {
	/** Whether pages run scripts. */
	scripts: boolean;
	/** Somebody at a browser. */
	visitor: Visitor;
	/** Somebody else, at a browser of their own of the same kind. */
	another: () => Promise<Visitor>;
	complaints: Complaints;
}

interface House {
	/** The course that people of the demo are in, as its files say it, right answers included. */
	course: Edition;
	/** The served database, opened for what only the passing of time or the administrator's command brings. */
	database: void;
}

/** A story. It fails as well where a page throws or logs an error, breaks its security policy, misses a file, or asks another host for anything. */
export const test = base.extend<Manner & Cast, House>({
	language: ['en', { option: true }],
	baseURL: async ({}, use) => use(process.env.STORIES_ADDRESS),
	scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
	complaints: async ({ baseURL }, use) => {
		const complaints = collectComplaints(baseURL!);
		await use(complaints);
		expect(complaints.left(), 'what the browser complained of').toEqual([]);
	},
	context: async ({ context, complaints }, use) => {
		complaints.listen(context);
		await use(context);
	},
	visitor: async ({ page, language }, use) => use(visit(page, language)),
	another: async (
		{ browser, complaints, baseURL, language, locale, viewport, javaScriptEnabled, contextOptions },
		use
	) => {
		await use(async () => {
			const context = await browser.newContext({ ...contextOptions, baseURL, locale, viewport, javaScriptEnabled });
			complaints.listen(context);
			return visit(await context.newPage(), language);
		});
	},
	course: [
		async ({}, use) => {
			const { editions, faults } = await compileContent('content');
			expect(faults).toEqual([]);
			await use(editions.find(({ course }) => course === 'social-integration')!);
		},
		{ scope: 'worker' }
	],
	database: [
		async ({}, use) => {
			await openStore();
			await use();
			await closeStore();
		},
		{ scope: 'worker' }
	]
});

export { expect };
