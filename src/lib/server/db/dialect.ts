/** Where the data lives: `file:…` for SQLite, `postgres://…` for a PostgreSQL server, `pglite:` for a PostgreSQL in this process (tests). */
export const databaseUrl = process.env.DATABASE_URL || 'file:data/puente.db';

/** Which SQL the tables are built for. Chosen once, when the process starts. */
export const dialect = databaseUrl.startsWith('file:') ? 'sqlite' : 'postgres';
