// Verify every row of the tables of leaks that the scenarios sample.
import './everything.ts';
import '../scenario/leaks.test.ts';
import '../scenario/leaks-from-environment.test.ts';
import '../scenario/misplaced-secrets.test.ts';
