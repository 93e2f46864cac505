import { blank } from '../compiler/blank.ts';

/** The kinds of step that are made from a template. */
export const templateKinds = ['lesson', 'practice', 'quiz', 'session'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** What a template leaves to its author stands in ‹…›. `items` is what the ids of a quiz begin with. */
export function fillTemplate(kind: TemplateKind, items: string, outcome: string): string {
	return kind === 'quiz' ? quiz(items, outcome) : { lesson, practice, session }[kind];
}

const lesson = `---
title: ${blank('Title in a few words')}
sources:
  - "${blank('Author, title, publisher, year')}"
---

:::case
${blank('A situation in three or four sentences: who, where, what was said. It ends before it is solved')}
:::

${blank('What one may think first, and what the reader will be able to do at the end. Two short paragraphs')}

## ${blank('What this part says, in a few words')}

${blank('Short sentences, active voice, one idea a paragraph. A number names its study')}

## ${blank('The next part')}

${blank('How a person of the cast does it, or how it went wrong')}

:::try
${blank('A task of two minutes, in the head or on paper')}
:::

## ${blank('The last part')}

${blank('Limits: what this cannot do, for whom it does not hold')}

:::tomorrow
${blank('One thing to do tomorrow, in one or two sentences')}
:::
`;

const levels = ['weakest', 'weak', 'good', 'best'].map((level) => blank(`What is seen at the ${level} level`));
const criterion = (id: string) =>
	`  - id: ${id}
    criterion: ${blank('What is judged')}
    levels:
${levels.map((level) => `      - ${level}`).join('\n')}`;

const practice = `---
title: ${blank('Title in a few words')}
tasks:
  - { do: ${blank('Read the file')}, minutes: 10 }
  - { do: ${blank('Fill in the fields')}, minutes: 15 }
  - { do: ${blank('Hold your work against the rubric and the sample')}, minutes: 5 }
fields:
  - { id: first, kind: text, label: ${blank('A question')}, hint: ${blank('How long, in what form')} }
  - id: choice
    kind: choice
    label: ${blank('A question with a few answers')}
    options:
      - { id: one, label: ${blank('An answer')} }
      - { id: other, label: ${blank('Another answer')} }
rubric:
${['first', 'second', 'third', 'fourth'].map(criterion).join('\n')}
sources:
  - "${blank('Author, title, publisher, year')}"
---

${blank('What the learner is to do, and for whom')}

## ${blank('The file')}

${blank('The material they work with')}

:::sample
${blank('One good way, in the order of the fields, and why')}
:::
`;

const session = `---
title: ${blank('Title in a few words')}
room: ${blank('How the chairs stand, what hangs on the walls')}
materials:
  - ${blank('What must be there, and how many')}
agenda:
  - { what: ${blank('Opening')}, minutes: 10 }
  - { what: ${blank('Work in groups')}, minutes: 30 }
  - { what: ${blank('What did we see')}, minutes: 20 }
---

${blank('What participants will be able to do at the end, in two sentences to them')}

## ${blank('What you will do')}

${blank('What participants see: the situation, the steps, the rules')}

:::facilitator
### ${blank('Step by step')}

**10 minutes.** ${blank('What you say and do, word for word where it matters')}

**30 minutes.** ${blank('The task, the groups, where you stand')}

**20 minutes.** ${blank('Debrief: three questions, and what a good answer holds')}

### ${blank('What usually goes wrong')}

- ${blank('What happens, and what you do then')}
:::
`;

const fewestItems = 6;

const quiz = (ids: string, outcome: string) =>
	Array.from({ length: fewestItems }, (_, index) => {
		const wrong = ['one', 'another'].map(
			(which) => `\t~${blank(`${which} wrong answer that a colleague might give`)}#${blank('Why not, without blame')}`
		);
		wrong.splice(index % 3, 0, `\t=${blank('the right answer, no longer than the others')}#${blank('Yes, and why')}`);
		const question = blank('A situation in one or two sentences, and a question that the module answers');
		return `// [id:${ids}-${index + 1}] [tag:${outcome}]\n::${blank('Title')}::${question} {\n${wrong.join('\n')}\n}\n`;
	}).join('\n');
