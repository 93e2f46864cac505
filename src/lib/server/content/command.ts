import { check } from './command/check.ts';
import { writeGift } from './command/gift.ts';
import { help } from './command/help.ts';
import { makeStep } from './command/new-step.ts';
import { Refusal } from './command/refusal.ts';

// The command behind `npm run content`. Its words are explained in command/help.ts.
const [word = 'content', ...rest] = process.argv.slice(2);
try {
	if (word === 'help') console.log(help);
	else if (word === 'gift') process.stdout.write(await writeGift('content', rest));
	else if (word === 'new') console.log((await makeStep('content', rest)).join('\n'));
	else {
		const { lines, sound } = await check(word.replace(/\/+$/, ''));
		console.log(lines.join('\n'));
		if (!sound) process.exitCode = 1;
	}
} catch (error) {
	if (!(error instanceof Refusal)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
