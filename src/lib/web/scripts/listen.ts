/** Reads a lesson aloud with the voice that the device has for its language. Without such a voice the button stays away. */
const button = document.querySelector<HTMLButtonElement>('[data-listen]');
const text = document.querySelector<HTMLElement>('.text');
if (button && text && 'speechSynthesis' in window) offer(button, text);

function offer(button: HTMLButtonElement, text: HTMLElement): void {
	const language = document.documentElement.lang;
	const begin = button.textContent;
	const voice = () => speechSynthesis.getVoices().find((each) => each.lang.startsWith(language));
	const show = () => (button.hidden = !voice());
	const rest = () => (button.textContent = begin);

	button.addEventListener('click', () => {
		if (speechSynthesis.speaking) {
			speechSynthesis.cancel();
			return rest();
		}
		// Long texts fall silent in some browsers: a paragraph at a time does not.
		const parts = [...text.querySelectorAll<HTMLElement>('p, li, h2, h3')].filter((part) => !part.closest('[popover]'));
		for (const [place, part] of parts.entries()) {
			const words = new SpeechSynthesisUtterance(part.innerText);
			words.voice = voice() ?? null;
			words.lang = language;
			if (place === parts.length - 1) words.onend = rest;
			speechSynthesis.speak(words);
		}
		button.textContent = button.dataset.stop ?? '';
	});
	speechSynthesis.addEventListener('voiceschanged', show);
	addEventListener('pagehide', () => speechSynthesis.cancel());
	show();
}

export {};
