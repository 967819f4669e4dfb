// Verify that post leaves no user behind after any mistake of the catalogue. The scenarios verify it only where main
// made other calls than after the mistakes before.
import { CATALOGUE } from '../scenario/catalogue/index.ts';
import { testMistakes } from '../scenario/catalogue/mistake.ts';

for (const mistakes of CATALOGUE) {
  testMistakes(mistakes, 'every row');
}
