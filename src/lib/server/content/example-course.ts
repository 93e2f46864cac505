import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exampleSentences, exampleItems } from './example-words.ts';

/** What to do otherwise than the example: by path, another text, a change of the text, or `undefined` for no such file. */
export type Changes = Record<string, string | undefined | ((text: string) => string)>;

/**
 * Writes a small sound content folder with one course, `example`, in English and Spanish: two modules (`doors` with lesson `first`,
 * practice `map` and quiz `check`; `people` with lesson `second` and session `table`), both tests, one person, term and picture.
 */
export async function writeExampleCourse(folder: string, changes: Changes = {}): Promise<void> {
	const files = new Map(Object.entries(exampleFiles()));
	for (const [path, change] of Object.entries(changes)) {
		const text = typeof change === 'function' ? change(files.get(path) ?? '') : change;
		if (text === undefined) files.delete(path);
		else files.set(path, text);
	}
	for (const [path, text] of files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
}

function exampleFiles(): Record<string, string> {
	const course = 'courses/example';
	const files: Record<string, string> = { [`${course}/course.yaml`]: courseYaml, 'glossary.yaml': glossaryYaml };
	for (const language of ['en', 'es'] as const) {
		const words = { en: english, es: spanish }[language];
		files[`cast/daniel.${language}.md`] =
			`---\nname: Daniel Rojas\nage: 31\nrole: ${words.role}\n---\n\n${words.person}\n`;
		files[`images/door.${language}.svg`] = svg(words);
		files[`${course}/doors/first.${language}.md`] = lesson(words, exampleSentences(language, 0));
		files[`${course}/people/second.${language}.md`] = lesson(words, exampleSentences(language, 7));
		files[`${course}/doors/map.${language}.md`] = practice(words);
		files[`${course}/people/table.${language}.md`] = session(words);
		files[`${course}/doors/check.${language}.gift`] = exampleItems(language, 'check', 3);
		files[`${course}/bank.${language}.gift`] = exampleItems(language, 'bank', 20);
	}
	return files;
}

const courseYaml = `code: X1
languages: [en, es]
title: { en: An example, es: Un ejemplo }
summary: { en: A short course that shows the format., es: Un curso corto que muestra el formato. }
topics: [social-integration]
audience: [dtc-team]
outcomes:
  see-doors: { en: See where a door may open, es: Ver dónde puede abrirse una puerta }
  map-people: { en: Map the people around a person, es: Trazar la red de una persona }
modules:
  - id: doors
    title: { en: Doors, es: Puertas }
    steps:
      - { id: first, kind: lesson, minutes: 6, outcomes: [see-doors] }
      - { id: map, kind: practice, minutes: 20, outcomes: [see-doors, map-people] }
      - { id: check, kind: quiz, minutes: 9, pass: 70, wait: 10, title: { en: Check, es: Compruebe } }
  - id: people
    title: { en: People, es: Personas }
    steps:
      - { id: second, kind: lesson, minutes: 6, outcomes: [map-people] }
      - { id: table, kind: session, minutes: 45, outcomes: [map-people] }
tests:
  pre: { title: { en: Before, es: Antes }, form: A, per-outcome: 3, minutes: 9 }
  post: { title: { en: After, es: Después }, form: B, per-outcome: 3, minutes: 9, pass: 70, wait: 1440 }
`;

const glossaryYaml = `recovery-capital:
  en: { term: recovery capital, meaning: What helps a person to recover. }
  es: { term: capital de recuperación, meaning: Lo que ayuda a una persona a recuperarse. }
  pt: { term: capital de recuperação }
  fr: { term: capital de rétablissement }
  variants:
    - { country: MX, language: es, term: recursos de recuperación }
`;

const english = {
	title: 'A first door',
	role: 'participant',
	person: 'Daniel unloaded trucks in the port until two years ago.',
	door: 'A door',
	doorSeen: 'A door stands half open.',
	case: 'Daniel has not worked in two years. Where do we begin?',
	term: 'His :term[strengths]{id=recovery-capital} are more than money.',
	heading: 'What you see',
	try: 'Name one door that may open.',
	tomorrow: 'Ask one person what a good week looks like.',
	tasks: ['Read the file', 'Draw the map'],
	fields: ['Where do you begin?', 'Which side weighs most?', 'Rate each side'],
	options: ['Work', 'Home'],
	scale: ['No sign', 'Slight', 'Clear'],
	criterion: 'The map rests on the file',
	levels: ['No reason', 'Some reasons', 'Most have a reason', 'Each has a reason'],
	sample: 'Daniel knows a foreman. Begin there.',
	room: 'Chairs in a half circle',
	material: 'Large sheets',
	agenda: ['Open with the case', 'Work in groups'],
	guide: 'Give each group one sheet.'
};

const spanish: typeof english = {
	title: 'Una primera puerta',
	role: 'participante',
	person: 'Daniel descargó camiones en el puerto hasta hace dos años.',
	door: 'Una puerta',
	doorSeen: 'Una puerta está entreabierta.',
	case: 'Daniel no trabaja desde hace dos años. ¿Por dónde empezamos?',
	term: 'Sus :term[fortalezas]{id=recovery-capital} son más que dinero.',
	heading: 'Lo que se ve',
	try: 'Nombre una puerta que puede abrirse.',
	tomorrow: 'Pregunte a una persona cómo es una buena semana.',
	tasks: ['Lea el expediente', 'Trace el mapa'],
	fields: ['¿Por dónde empieza?', '¿Qué lado pesa más?', 'Valore cada lado'],
	options: ['Trabajo', 'Casa'],
	scale: ['Sin señal', 'Leve', 'Clara'],
	criterion: 'El mapa se apoya en el expediente',
	levels: ['Sin razones', 'Algunas razones', 'Casi todo con razón', 'Todo con su razón'],
	sample: 'Daniel conoce a un capataz. Empiece ahí.',
	room: 'Sillas en semicírculo',
	material: 'Hojas grandes',
	agenda: ['Abrir con el caso', 'Trabajar en grupos'],
	guide: 'Entregue una hoja a cada grupo.'
};

type Words = typeof english;

const svg = (words: Words) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200">
	<title id="door-title">${words.door}</title>
	<desc>${words.doorSeen}</desc>
	<path class="brand-line" d="M10,10 V190" fill="none"/>
</svg>
`;

const lesson = (words: Words, sentences: string) => `---
title: ${words.title}
sources:
  - Puente, 2026
---

:::case{person=daniel}
${words.case}
:::

${words.term}

## ${words.heading}

::picture{name=door}

${sentences}

:::try
${words.try}
:::

:::tomorrow
${words.tomorrow}
:::
`;

const practice = (words: Words) => `---
title: ${words.title}
tasks:
  - { do: ${words.tasks[0]}, minutes: 5 }
  - { do: ${words.tasks[1]}, minutes: 15 }
fields:
  - { id: begin, kind: text, label: "${words.fields[0]}" }
  - id: weight
    kind: choice
    label: "${words.fields[1]}"
    options: [{ id: work, label: ${words.options[0]} }, { id: home, label: ${words.options[1]} }]
  - id: sides
    kind: ratings
    label: ${words.fields[2]}
    scale: [${words.scale.join(', ')}]
    groups:
      - { id: all, label: ${words.title}, rows: [{ id: work, label: ${words.options[0]} }, { id: home, label: ${words.options[1]} }] }
rubric:
${['file', 'people', 'doors', 'words'].map((id) => `  - { id: ${id}, criterion: ${words.criterion}, levels: [${words.levels.join(', ')}] }`).join('\n')}
---

${words.case}

:::sample
${words.sample}
:::
`;

const session = (words: Words) => `---
title: ${words.title}
room: ${words.room}
materials: [${words.material}]
agenda:
  - { what: ${words.agenda[0]}, minutes: 15 }
  - { what: ${words.agenda[1]}, minutes: 30 }
---

${words.case}

:::facilitator
${words.guide}
:::
`;
