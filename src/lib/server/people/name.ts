/** Whether a text can stand on a paper as a person's name: letters of the Latin script with all their accents, what joins them, and at least one letter. */
export function isLatinName(text: string): boolean {
	return onlyLatin(text) && /\p{Script=Latin}/u.test(text);
}

/** Whether a text holds only what names are written with. */
export function onlyLatin(text: string): boolean {
	return /^[\p{Script=Latin}\u0300-\u036F\d'’ʼ.,\- ()·]*$/u.test(text);
}

/** Whether a text looks like an address that mail servers in the field accept: stricter than the standard. */
export function isEmail(text: string): boolean {
	return text.length <= 200 && /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/.test(text);
}
