/** Shows the buttons that copy what stands in a field (`data-copy` names it by its id), where the browser can copy, and says when it did. */
if ('clipboard' in navigator)
	for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
		const field = document.getElementById(button.dataset.copy!);
		if (!(field instanceof HTMLInputElement)) continue;
		const status = document.querySelector<HTMLElement>(`[data-copied="${field.id}"]`);
		button.hidden = false;
		button.addEventListener('click', () => {
			void navigator.clipboard.writeText(field.value).then(() => {
				if (status) status.textContent = status.dataset.words ?? '';
			});
		});
	}

export {};
