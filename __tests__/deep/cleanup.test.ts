// Verify every row of the tables that the scenarios of cancellation, post and the sweep sample, and their variants.
import './everything.ts';
import '../scenario/cancelled-main.test.ts';
import '../scenario/cancelled-post.test.ts';
import '../scenario/changed-connection.test.ts';
import '../scenario/hanging-dns-lookup.test.ts';
import '../scenario/interrupted-answers.test.ts';
import '../scenario/post.test.ts';
import '../scenario/sweep.test.ts';
import '../scenario/unreadable-answers.test.ts';
import '../scenario/unusable-credentials.test.ts';
