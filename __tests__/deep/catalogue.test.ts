// Verify every mistake of the catalogue, and that post leaves no user behind after it.
import './everything.ts';
import '../scenario/catalogue/mistakes.test.ts';
import '../scenario/catalogue/notices.test.ts';
import '../scenario/catalogue/sweep.test.ts';
import '../scenario/catalogue/warnings.test.ts';
