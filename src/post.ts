import { cleanUp } from './clean-up.ts';
import { connectCognito } from './cognito/connect.ts';
import { messageOf } from './errors.ts';
import { connectRunner, fetchIdToken } from './runner.ts';

const runner = connectRunner();
const cognito = connectCognito({ run: runner.facts, mask: runner.mask, fetchIdToken });
try {
  await cleanUp({ runner, cognito });
} catch (error) {
  // Whether the job failed is for its tests to say.
  runner.warning(messageOf(error));
} finally {
  cognito.close();
}
