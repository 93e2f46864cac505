const parts = {
	en: {
		who: ['Daniel', 'The case manager', 'His sister', 'The foreman', 'A neighbor', 'The teacher'],
		does: ['asks for', 'speaks about', 'remembers', 'finds', 'writes down'],
		what: [
			'a place at the evening school',
			'the paper that the clinic wants',
			'one good week in the port',
			'the key of the room'
		]
	},
	es: {
		who: ['Daniel', 'La gestora de casos', 'Su hermana', 'El capataz', 'Una vecina', 'El maestro'],
		does: ['pide', 'menciona', 'recuerda', 'encuentra', 'anota'],
		what: [
			'un lugar en la escuela nocturna',
			'el papel que pide la clínica',
			'una buena semana en el puerto',
			'la llave del cuarto'
		]
	}
};

/** About 550 words in sentences that are paragraphs, each too short to be another's twin; another `start` gives another order. */
export function exampleSentences(language: 'en' | 'es', start: number): string {
	const { who, does, what } = parts[language];
	return Array.from({ length: 60 }, (_, index) => {
		const at = start + index;
		return `${who[at % who.length]} ${does[at % does.length]} ${what[at % what.length]}.`;
	}).join('\n\n');
}

const texts = {
	en: {
		ask: 'What helps most in week',
		right: 'To ask first',
		wrong: ['To wait', 'To decide alone'],
		yes: 'Yes.',
		no: 'Not yet.'
	},
	es: {
		ask: '¿Qué ayuda más en la semana',
		right: 'Preguntar antes',
		wrong: ['Esperar', 'Decidir por su cuenta'],
		yes: 'Sí.',
		no: 'Todavía no.'
	}
};

/** GIFT with `each` items for each of the two outcomes; the ids are `<name>-1`, `<name>-2`, …, and the right option is `a`, `b`, `c` in turn. */
export function exampleItems(language: 'en' | 'es', name: string, each: number): string {
	const { ask, right, wrong, yes, no } = texts[language];
	const items = Array.from({ length: 2 * each }, (_, index) => {
		const outcome = index < each ? 'see-doors' : 'map-people';
		const options = wrong.map((it) => `\t~${it}#${no}`);
		options.splice(index % 3, 0, `\t=${right}#${yes}`);
		return `// [id:${name}-${index + 1}] [tag:${outcome}]\n::${name} ${index + 1}::${ask} ${index + 1}? {\n${options.join('\n')}\n}`;
	});
	return `${items.join('\n\n')}\n`;
}
