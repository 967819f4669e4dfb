/**
 * The steps that the action files name. Each loads what it needs when it begins; what they share is in the bundle once.
 */
export const main = () => import('./main.ts');

export const post = () => import('./post.ts');

export const sweep = () => import('./sweep.ts');
