import { connectCognito } from './cognito/connect.ts';
import { messageOf } from './errors.ts';
import { getTokens } from './get-tokens.ts';
import { random } from './random.ts';
import { connectRunner, failStep } from './runner.ts';

const cognito = connectCognito();
try {
  await getTokens({ runner: connectRunner(), cognito, random });
} catch (error) {
  failStep(messageOf(error));
} finally {
  cognito.close();
}
