/**
 * How other emulators differ from the contract, as far as known: a test, or a `describe` of which every test differs.
 * `npm run live` reports what differs and is not listed, and what is listed and agrees.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<'moto' | 'cognito-local', readonly string[]>> = {
  moto: [],
  'cognito-local': [],
};
