/** Holds a SQLite file's lock for as many milliseconds as its parameter says, as a backup program or a stuck process might. */
import Sqlite from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';

const connection = new Sqlite(process.env.DATABASE_URL!.slice('file:'.length), { timeout: 0 });
connection.exec('BEGIN IMMEDIATE');
console.log('held');
await sleep(Number(process.argv[2]));
connection.exec('ROLLBACK');
console.log('let go');
connection.close();
