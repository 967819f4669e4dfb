/**
 * Names of errors, which come from whoever threw or answered: one that is no name is not shown.
 */
export function vettedName(name: string): string {
  return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}
