import { expect, it } from '@jest/globals';
import type { Outputs } from '../../../src/outputs/outputs.ts';
import { usersCsv } from '../../../src/outputs/users.ts';

const ada: Outputs = [
  ['USERNAME', 'ada'],
  ['PASSWORD', 'Engine-1843'],
  ['SUB', '1'],
];
const grace: Outputs = [
  ['USERNAME', 'gr"ace, a\nhopper'],
  ['PASSWORD', 'Cobol-1959'],
  ['ID_TOKEN', 'a.b.c'],
  ['SUB', '2'],
  ['USERS_FILE', '/temp/users.json'],
];

it('has a header line and quoted fields as CSV', () => {
  expect(usersCsv([grace, ada])).toBe(
    'username,password,idToken,sub\r\n"gr""ace, a\nhopper",Cobol-1959,a.b.c,2\r\nada,Engine-1843,,1\r\n',
  );
});
