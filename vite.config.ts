import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

// No page is hydrated, so Kit makes no client build and copies only this folder: the small scripts of pages go there too.
const scriptsOfPages: Plugin = {
	name: 'scripts-of-pages',
	enforce: 'post',
	config: () => ({
		worker: { rollupOptions: { output: { entryFileNames: '_app/immutable/assets/[name]-[hash].js' } } }
	})
};

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/i18n/project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['baseLocale'],
			disableAsyncLocalStorage: true
		}),
		sveltekit(),
		scriptsOfPages
	],
	build: { chunkSizeWarningLimit: 2000 }
});
