/** Turns a text file's bytes into text, whichever of UTF-8, UTF-16 and Windows-1252 it was saved in: spreadsheet programs of the field save in any of them. */
export function decode(bytes: Uint8Array): string {
	return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	// In UTF-16 every other byte of Latin text is zero; in the others none is.
	const beginning = bytes.subarray(0, 2000);
	const zeros = [0, 0];
	for (const [at, byte] of beginning.entries()) if (byte === 0) zeros[at % 2]!++;
	if (zeros[1]! > beginning.length / 4 && zeros[0]! < zeros[1]! / 4) return 'utf-16le';
	if (zeros[0]! > beginning.length / 4 && zeros[1]! < zeros[0]! / 4) return 'utf-16be';
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return 'utf-8';
	} catch {
		return 'windows-1252';
	}
}
