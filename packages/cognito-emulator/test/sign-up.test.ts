import {
  AdminConfirmSignUpCommand,
  type AttributeType,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { TriggerFailure, TriggerSource } from '../src/triggers.ts';
import { refusalOf } from './contract/answers.ts';
import { attributesOf, PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpClient } from './user-fixture.ts';

const given = emulatorPerTest();

function setUp(poolRequest: PoolRequest = {}) {
  const { pool, owner, calls } = setUpClient(given.emulator, { pool: poolRequest });
  const signUp = (Username = 'ada', UserAttributes: AttributeType[] = []) =>
    owner.sdk.send(new SignUpCommand({ ClientId: calls.id, Username, Password: PASSWORD, UserAttributes }));
  const confirm = (Username = 'ada') =>
    owner.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.id, Username }));
  return { pool, calls, signUp, confirm };
}

describe('SignUp', () => {
  it('sends a code to the attribute that the pool verifies automatically', async () => {
    const { pool, signUp } = setUp({ usernameAttributes: ['email'], autoVerifiedAttributes: ['email'] });
    const answer = await signUp('ada@example.com');
    expect(answer.CodeDeliveryDetails).toStrictEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'SignUp' },
    ]);
  });

  it('sends no code if the user lacks that attribute', async () => {
    const { pool, signUp } = setUp({ autoVerifiedAttributes: ['email'] });
    expect(await signUp()).not.toHaveProperty('CodeDeliveryDetails');
    expect(pool.messages).toStrictEqual([]);
  });

  it('shows the last four digits of the phone number that gets a code', async () => {
    const { signUp } = setUp({ usernameAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] });
    const { CodeDeliveryDetails } = await signUp('+15550104477');
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS', Destination: '+*******4477' });
  });

  it('can let the attribute win, so that only the sub and the attribute find the user', async () => {
    const { pool, signUp, confirm } = setUp({
      usernameAttributes: ['email'],
      differentUsernameAttribute: 'attribute-wins',
    });
    const { UserSub } = await signUp('ada@example.com', attributesOf({ email: 'grace@example.com' }));
    expect(await refusalOf(confirm('ada@example.com'))).toBe('UserNotFoundException: User does not exist.');
    await confirm(UserSub);
    expect(pool.users).toMatchObject([{ username: UserSub, status: 'CONFIRMED' }]);
  });

  it('can refuse a user without the required attributes in the older wording', async () => {
    const { signUp } = setUp({ requiredAttributes: ['email', 'given_name'], wording: 'older' });
    expect(await refusalOf(signUp())).toBe(
      'InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\ngiven_name: The attribute is required',
    );
  });
});

describe('Lambda triggers', () => {
  it.each<[TriggerSource, TriggerFailure, string]>([
    [
      'PreSignUp_SignUp',
      { kind: 'error', message: 'no such plan' },
      'UserLambdaValidationException: PreSignUp failed with error no such plan.',
    ],
    [
      'PostConfirmation_ConfirmSignUp',
      { kind: 'timeout' },
      'UnexpectedLambdaException: PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.',
    ],
    [
      'TokenGeneration_Authentication',
      { kind: 'bad-output' },
      'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
    ],
    [
      'PostAuthentication_Authentication',
      { kind: 'error', message: 'boom' },
      'UserLambdaValidationException: PostAuthentication failed with error boom.',
    ],
  ])('make the request fail if they fail: %s', async (source, failure, refusal) => {
    const { pool, calls, signUp, confirm } = setUp();
    pool.failTrigger(source, failure);
    const register = async () => {
      await signUp();
      await confirm();
      await calls.signIn();
    };
    expect(await refusalOf(register())).toBe(refusal);
    expect(pool.users.map(({ status }) => status)).toStrictEqual(source === 'PreSignUp_SignUp' ? [] : ['CONFIRMED']);
  });
});
