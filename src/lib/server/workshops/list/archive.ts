import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { limits, Unreadable } from './limits.ts';

/**
 * Unpacks the text files of a ZIP archive that nobody vouches for. What its entries really unpack to is counted, all of them, whatever they claim: throws `Unreadable` as
 * soon as it is too much, or where the archive is broken.
 */
export async function unpack(archive: Uint8Array): Promise<Map<string, Buffer>> {
	const files = new Map<string, Buffer>();
	let bytes = 0;
	let count = 0;
	try {
		const zip = await fromBufferPromise(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength));
		for await (const entry of zip.eachEntry()) {
			if (++count > limits.files) throw new Unreadable({ kind: 'unpacked' });
			const parts: Buffer[] = [];
			for await (const part of await zip.openReadStreamPromise(entry)) {
				bytes += (part as Buffer).length;
				if (bytes > limits.unpacked) throw new Unreadable({ kind: 'unpacked' });
				parts.push(part as Buffer);
			}
			if (/\.(xml|rels)$/.test(entry.fileName)) files.set(entry.fileName, Buffer.concat(parts));
		}
	} catch (cause) {
		throw cause instanceof Unreadable ? cause : new Unreadable({ kind: 'not a list' }, cause);
	}
	return files;
}

/** Packs files into a ZIP archive, as they are. */
export function pack(files: Map<string, Buffer>): Buffer {
	const entries: Buffer[] = [];
	const directory: Buffer[] = [];
	let place = 0;
	for (const [name, content] of files) {
		const about = Buffer.alloc(26);
		about.writeUInt16LE(20, 0);
		about.writeUInt32LE(crc32(content), 10);
		about.writeUInt32LE(content.length, 14);
		about.writeUInt32LE(content.length, 18);
		about.writeUInt16LE(Buffer.byteLength(name), 22);
		const where = Buffer.alloc(14);
		where.writeUInt32LE(place, 10);
		directory.push(Buffer.from('PK\x01\x02\x14\x00'), about, where, Buffer.from(name));
		entries.push(Buffer.from('PK\x03\x04'), about, Buffer.from(name), content);
		place += 30 + Buffer.byteLength(name) + content.length;
	}
	const end = Buffer.alloc(18);
	end.writeUInt16LE(files.size, 4);
	end.writeUInt16LE(files.size, 6);
	end.writeUInt32LE(Buffer.concat(directory).length, 8);
	end.writeUInt32LE(place, 12);
	return Buffer.concat([...entries, ...directory, Buffer.from('PK\x05\x06'), end]);
}
