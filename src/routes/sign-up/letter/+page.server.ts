import { showsDemo } from '#lib/web/start.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies }) => ({ email: cookies.get('puente_letter_to'), inDemo: showsDemo() });
