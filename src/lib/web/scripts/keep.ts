/** Keeps a form (`data-keep`) on the server while it is being filled in, and in this browser for as long as the server can't be reached. */
const form = document.querySelector<HTMLFormElement>('form[data-keep]');
const status = document.querySelector<HTMLElement>('[data-keep-status]');
if (form && status) watch(form, status);

function watch(form: HTMLFormElement, status: HTMLElement): void {
	const address = new URL(form.dataset.keep!, location.href).href;
	const key = `puente/${form.dataset.keepKey}`;
	let timer: number | undefined;
	let handingIn = false;
	let unsaved = bringBack(form, key);

	const say = (what: 'saving' | 'saved' | 'offline' | 'signedOut' | 'refused') =>
		(status.textContent = status.dataset[what] ?? '');
	const fields = () =>
		new URLSearchParams(
			[...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
		);

	async function save(): Promise<void> {
		clearTimeout(timer);
		if (handingIn) return;
		const sent = fields().toString();
		say('saving');
		try {
			const response = await fetch(address, {
				method: 'POST',
				body: sent,
				headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
			});
			const { type } = (await response.json()) as { type: string };
			if (response.status === 503 || response.status >= 500) throw new Error('later');
			if (type === 'redirect') return void say('signedOut');
			if (type !== 'success') return void say('refused');
			if (fields().toString() === sent) {
				unsaved = false;
				localStorage.removeItem(key);
				say('saved');
			}
		} catch {
			say('offline');
			timer = window.setTimeout(() => void save(), 5000);
		}
	}

	form.addEventListener('input', () => {
		unsaved = true;
		localStorage.setItem(key, fields().toString());
		clearTimeout(timer);
		timer = window.setTimeout(() => void save(), 800);
	});
	form.addEventListener('submit', () => {
		handingIn = true;
		clearTimeout(timer);
	});
	addEventListener('online', () => unsaved && void save());
	addEventListener('pagehide', () => {
		if (unsaved && !handingIn) navigator.sendBeacon(address, fields());
	});
	// What was typed before this script arrived, or brought back from this browser, is saved as well.
	if (unsaved || [...form.elements].some(isChanged)) void save();
}

function bringBack(form: HTMLFormElement, key: string): boolean {
	const kept = localStorage.getItem(key);
	if (!kept) return false;
	const values = new URLSearchParams(kept);
	for (const element of form.elements) {
		if (element instanceof HTMLTextAreaElement) element.value = values.get(element.name) ?? element.value;
		else if (element instanceof HTMLInputElement && /radio|checkbox/.test(element.type)) {
			if (values.has(element.name)) element.checked = values.getAll(element.name).includes(element.value);
		} else if (element instanceof HTMLSelectElement) {
			const chosen = [...element.options].find(
				(option) => option.value !== '' && values.getAll(element.name).includes(option.value)
			);
			if (chosen) chosen.selected = true;
		} else if (element instanceof HTMLInputElement && element.name)
			element.value = values.get(element.name) ?? element.value;
	}
	return true;
}

function isChanged(element: Element): boolean {
	if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
	if (element instanceof HTMLInputElement)
		return /radio|checkbox/.test(element.type)
			? element.checked !== element.defaultChecked
			: element.value !== element.defaultValue;
	return (
		element instanceof HTMLSelectElement &&
		[...element.options].some((option) => option.selected !== option.defaultSelected && option.value !== '')
	);
}

export {};
