/** What an author asked for and cannot have, in sentences that say what to do instead. */
export class Refusal extends Error {}
