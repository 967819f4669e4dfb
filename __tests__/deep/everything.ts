/** Makes the tests that are imported after this file run whole tables. */
import { chooseEverything } from '../support/sample.ts';

chooseEverything();
