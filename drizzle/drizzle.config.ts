import { defineConfig } from 'drizzle-kit';
import { dialect } from '../src/lib/server/db/dialect.ts';

/** Writes the migrations of the dialect that DATABASE_URL names: `npm run migration` calls it once for each. */
export default defineConfig({
	dialect: dialect === 'sqlite' ? 'sqlite' : 'postgresql',
	schema: './src/lib/server/*/tables.ts',
	out: dialect === 'sqlite' ? './drizzle/sqlite' : './drizzle/postgres'
});
