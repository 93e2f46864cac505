import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Switches under which a Chromium works in a container, and asks nobody on the net for anything. */
export const browserSwitches = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** Chromium without windows: with it the stories take little more than half of the time. */
const shell = 'chromium-headless-shell';
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium: the one that CHROMIUM_PATH names, one without windows, which the system's packages may have to install, any installed one, or one that
 * Playwright can install. Throws a sentence that says what to install where none of this works.
 */
export function findBrowser(): string {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		if (isProgram(named)) return named;
		throw new Error(
			`CHROMIUM_PATH names ${named}, where there is no browser. Correct it, or unset it to let the tests look for one.`
		);
	}
	return (
		find([shell]) ??
		withPackages(shell) ??
		find(browsers) ??
		playwrightsOwn() ??
		withPackages('chromium') ??
		withPlaywright() ??
		complain()
	);
}

function find(programs: string[]): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(isProgram);
}

function withPackages(program: string): string | undefined {
	if (!find(['apt-get']) || process.getuid?.() !== 0) return undefined;
	if (attempt('apt-get', ['update'])) attempt('apt-get', ['install', '-y', program]);
	return find([program]);
}

function withPlaywright(): string | undefined {
	attempt('npx', ['playwright', 'install', '--with-deps', 'chromium']);
	return playwrightsOwn();
}

function complain(): never {
	throw new Error(
		'The stories need a browser, and none could be found or installed. Install Chromium (Debian, Ubuntu: sudo apt-get install chromium) or name one that you have: CHROMIUM_PATH=/path/to/chromium npm test'
	);
}

function playwrightsOwn(): string | undefined {
	const path = chromium.executablePath();
	return isProgram(path) ? path : undefined;
}

// What it prints goes to the error output, so that the last line of the tests stays theirs.
function attempt(command: string, words: string[]): boolean {
	console.warn(`Looking for a browser. Trying: ${command} ${words.join(' ')}`);
	return spawnSync(command, words, { stdio: ['ignore', 2, 2], timeout: 10 * 60_000 }).status === 0;
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
