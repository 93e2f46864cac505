import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** A file of an archive: its name in ASCII, and its text in parts. */
export type ZipFile = [name: string, parts: Iterable<string> | AsyncIterable<string>];

/** Packs texts into a ZIP archive while they are being made: no more than a part of one is in memory. None may be longer than 4 GB. */
export async function* zip(files: ZipFile[]): AsyncGenerator<Uint8Array> {
	const directory: Buffer[] = [];
	let length = 0;
	for (const [name, parts] of files) {
		const begin = length;
		const file = { name, sum: 0, packed: 0, size: 0 };
		// Sum and sizes are told after the text, because only then are they known.
		const opening = Buffer.concat([fields([4, 0x04034b50]), about(file), Buffer.from(name)]);
		yield opening;
		for await (const part of parts) {
			const bytes = Buffer.from(part);
			// Flushed parts end on a whole byte, so that they can simply follow each other.
			const packed = await deflate(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
			file.sum = crc32(bytes, file.sum);
			file.size += bytes.length;
			file.packed += packed.length;
			yield packed;
		}
		file.packed += lastBlock.length;
		const closing = fields([4, 0x08074b50], [4, file.sum], [4, file.packed], [4, file.size]);
		yield Buffer.concat([lastBlock, closing]);
		length += opening.length + file.packed + closing.length;
		const place = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, begin]);
		directory.push(Buffer.concat([fields([4, 0x02014b50], [2, version]), about(file), place, Buffer.from(name)]));
	}
	const entries = Buffer.concat(directory);
	const count = directory.length;
	yield entries;
	yield fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, entries.length], [4, length], [2, 0]);
}

const version = 20;
// Names are UTF-8; sum and sizes stand behind the text.
const flags = 0x0808;
const deflated = 8;
// The first of January 1980, where time begins for archives: the same rows make the same file.
const [clock, calendar] = [0, 0x21];
const lastBlock = Buffer.from([0x03, 0x00]);

// What an archive says of a file both before it and in the directory at its end.
function about({ name, sum, packed, size }: { name: string; sum: number; packed: number; size: number }): Buffer {
	const manner = fields([2, version], [2, flags], [2, deflated], [2, clock], [2, calendar]);
	return Buffer.concat([manner, fields([4, sum], [4, packed], [4, size], [2, name.length], [2, 0])]);
}

// Numbers of two or four bytes, the lowest first.
function fields(...numbers: [bytes: 2 | 4, value: number][]): Buffer {
	return Buffer.concat(
		numbers.map(([bytes, value]) => {
			const field = Buffer.alloc(bytes);
			field.writeUIntLE(value, 0, bytes);
			return field;
		})
	);
}
