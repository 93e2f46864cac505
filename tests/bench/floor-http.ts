/** Floor F1: what Node itself can do. Reads one row by its key from the database that FLOOR_DATABASE names and sends its 30 kB. */
import Sqlite from 'better-sqlite3';
import { createServer } from 'node:http';

const find = new Sqlite(process.env.FLOOR_DATABASE!, { readonly: true })
	.prepare<[string], string>('SELECT html FROM page WHERE key = ?')
	.pluck();

createServer((request, response) => {
	const html = find.get(request.url!.slice(1));
	response.writeHead(html ? 200 : 404, { 'content-type': 'text/html' }).end(html);
}).listen(Number(process.env.PORT), '127.0.0.1');
