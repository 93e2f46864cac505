import type { Readiness } from '#server/workshops/readiness.ts';

/** How far the preparation of a workshop is, as its page shows it: with what modules and courses are called. */
export interface Ready extends Readiness {
	modules: (Readiness['modules'][number] & { title: string; courseTitle: string })[];
}
