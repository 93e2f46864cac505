import { inWords } from '#lib/i18n/href.ts';
import { withRight } from '#lib/web/guard.ts';
import { listCountedTree } from '#server/people/tree.ts';
import { kindsBelow } from '#server/people/upkeep.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { reach } = withRight(locals, 'manage');
	const tree = await listCountedTree(reach, locals.language);
	return {
		tree: tree.map(({ id, kind, name, parentId, depth, isClosed, takesNobody, peopleInAll }) => ({
			...{ id, kind, name: inWords(name), parentId, depth, isClosed, takesNobody, peopleInAll },
			takesMore: !takesNobody && kindsBelow[kind].length > 0
		}))
	};
};
