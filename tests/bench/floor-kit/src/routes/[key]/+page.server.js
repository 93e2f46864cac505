import Sqlite from 'better-sqlite3';

export const csr = false;

const find = process.env.FLOOR_DATABASE
	? new Sqlite(process.env.FLOOR_DATABASE, { readonly: true }).prepare('SELECT html FROM page WHERE key = ?')
	: undefined;

export const load = ({ params }) => find.get(params.key);
