// Verify every row of the tables that the scenarios of users and outputs sample, and their variants.
import './everything.ts';
import '../scenario/identity-pool.test.ts';
import '../scenario/many-users.test.ts';
import '../scenario/outputs.test.ts';
import '../scenario/template-roles.test.ts';
import '../scenario/user-creation.test.ts';
