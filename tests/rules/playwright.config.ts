import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { browserSwitches, findBrowser } from '../browser.ts';
import type { Manner } from '../stories/story.ts';

const root = join(import.meta.dirname, '../..');
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };

// Looked for once: the workers, which read this file again, inherit the answer.
process.env.CHROMIUM_PATH = findBrowser();

/** The stories, each told four times: on a phone and at a desk, in both languages, with and without scripts. */
export default defineConfig<Manner>({
	testDir: join(root, 'tests/stories'),
	testMatch: '*.story.ts',
	outputDir: join(root, 'test-results/stories'),
	globalSetup: join(root, 'tests/stories/server.ts'),
	reporter: [['dot'], ['json', { outputFile: join(root, 'test-results/stories.json') }]],
	fullyParallel: true,
	workers: 2,
	retries: 0,
	forbidOnly: Boolean(process.env.CI),
	timeout: 90_000,
	expect: { timeout: 10_000 },
	use: {
		actionTimeout: 10_000,
		navigationTimeout: 20_000,
		screenshot: 'only-on-failure',
		// Pages that scroll smoothly keep every click waiting.
		contextOptions: { reducedMotion: 'reduce' },
		launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: browserSwitches }
	},
	projects: [
		{ name: 'phone-en', use: { language: 'en', locale: 'en', javaScriptEnabled: true, viewport: phone } },
		{ name: 'phone-es', use: { language: 'es', locale: 'es', javaScriptEnabled: false, viewport: phone } },
		{ name: 'desktop-es', use: { language: 'es', locale: 'es', javaScriptEnabled: true, viewport: desktop } },
		{ name: 'desktop-en', use: { language: 'en', locale: 'en', javaScriptEnabled: false, viewport: desktop } }
	]
});
