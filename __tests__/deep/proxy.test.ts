// Verify every row of the tables that the scenarios of proxies sample, and their variants.
import './everything.ts';
import '../scenario/proxy.test.ts';
import '../scenario/proxy-to/lifecycle.test.ts';
import '../scenario/proxy-to/tokens.test.ts';
