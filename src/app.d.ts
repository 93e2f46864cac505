import type { SignedIn } from '#server/people/session.ts';
import type { TypedFields } from '#server/people/kept-form.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** What kind of trouble, where the page can say more than its number. */
			kind?: 'busy' | 'full' | 'origin';
			/** By which the administrator finds it in the log. */
			id?: string;
			/** What was typed into the form whose sending failed, so that it can be sent again. */
			typed?: TypedFields;
		}
		interface Locals {
			now: Date;
			language: 'en' | 'es';
			/** Where this installation is reached, as links in letters and on papers begin. */
			origin: string;
			person?: SignedIn;
			/** The secret of their sign-in. */
			session?: string;
			/** What they had typed on this page before their sign-in ran out. */
			kept?: TypedFields;
			/** The main text of a page, put in after rendering, so that it is not serialized with the data. */
			text?: string;
			trouble?: 'busy' | 'full';
			/** What a form that is being sent holds, without passwords. */
			typed?: TypedFields;
		}
	}
}
