// Verify all long values with every input.
import './everything.ts';
import '../unit/inputs/long-values.test.ts';
