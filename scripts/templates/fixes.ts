/**
 * Runs the commands and deploys the CloudFormation of docs/troubleshooting.md, and runs the commands of
 * docs/migration.md.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { blockUnder } from '../../__tests__/support/documents.ts';
import { type Account, commandsIn } from './account.ts';

const TROUBLESHOOTING = 'docs/troubleshooting.md';
const ACCOUNT_ID = '123456789012';
const PROVIDER = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/token.actions.githubusercontent.com`;
/** The password that the user types in. */
const NEW_PASSWORD = `bB2-${'1'.repeat(40)}`;
/** moto does not have these operations: only the AWS CLI checks the commands. */
const UNKNOWN_TO_MOTO = ['audience-wrong', 'throttled'];
/** The name of the stack with the CloudFormation of the page. */
const STACK = 'fixes';

/** Runs each command with the names in capitals replaced. Sets another password for the stored user. */
export function runFixes(account: Account): void {
  const given = (name: string) => account.given(name);
  const names = new Map([
    ['POOL_ID', given('vars.USER_POOL_ID')],
    ['CLIENT_ID', given('vars.CLIENT_ID')],
    ['USERNAME', given('secrets.TEST_USERNAME')],
    ['FUNCTION', given('vars.CHALLENGE_FUNCTION')],
    ['USER_POOL_ARN', `arn:aws:cognito-idp:eu-west-1:${ACCOUNT_ID}:userpool/${given('vars.USER_POOL_ID')}`],
    ['PROVIDER_ARN', PROVIDER],
    ['THUMBPRINT', '0'.repeat(40)],
    ['111122223333', ACCOUNT_ID],
  ]);
  account.run(`aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER}`);
  const isFirst = ({ heading }: { heading: string }) => heading === 'oidc-provider-missing';
  const all = commandsIn(TROUBLESHOOTING);
  for (const { heading, code } of [...all.filter(isFirst), ...all.filter((block) => !isFirst(block))]) {
    const commands = [...names].reduce(
      (replaced, [name, value]) => replaced.replace(new RegExp(`(?<![\\w$])${name}(?!\\w)`, 'g'), value),
      code.trimEnd(),
    );
    console.log(heading);
    account.run(UNKNOWN_TO_MOTO.includes(heading) ? `${commands} --generate-cli-skeleton output` : commands, {
      input: `${NEW_PASSWORD}\n`,
    });
  }
  assert.equal(account.given('secrets.TEST_PASSWORD'), NEW_PASSWORD);
}

/** Deploys an identity pool with the provider and the trust policy of the page. */
export function deployFixes(account: Account): void {
  const under = (heading: string) => blockUnder(TROUBLESHOOTING, heading).code;
  const trust = under('identity-role-missing').replace('"IDENTITY_POOL_ID"', '{ "Ref": "IdentityPool" }');
  writeFileSync(
    account.file('fixes.yaml'),
    `Resources:
  UserPool:
    Type: AWS::Cognito::UserPool
  AppClient:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref UserPool
  IdentityPool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
${under('identity-provider-missing').replace(/^(?=.)/gm, '      ')}
  SignedInRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - ${JSON.stringify(JSON.parse(trust))}
`,
  );
  account.run(
    `aws cloudformation deploy --stack-name ${STACK} --template-file fixes.yaml --capabilities CAPABILITY_IAM`,
  );
  const resources: readonly Record<string, string>[] = account.json(
    `aws cloudformation describe-stack-resources --stack-name ${STACK} --query StackResources`,
  );
  const idOf = (name: string) =>
    resources.find(({ LogicalResourceId: logicalId }) => logicalId === name)?.['PhysicalResourceId'] ??
    assert.fail(name);
  const providers = account.json(
    `aws cognito-identity describe-identity-pool --identity-pool-id ${idOf('IdentityPool')} --query CognitoIdentityProviders`,
  );
  const ProviderName = `cognito-idp.eu-west-1.amazonaws.com/${idOf('UserPool')}`;
  assert.deepEqual(providers, [{ ProviderName, ClientId: idOf('AppClient') }]);
  const policy = account.json(
    `aws iam get-role --role-name ${idOf('SignedInRole')} --query Role.AssumeRolePolicyDocument.Statement[0]`,
  );
  const expected = under('identity-role-missing').replace('IDENTITY_POOL_ID', idOf('IdentityPool'));
  assert.deepEqual(policy, JSON.parse(expected));
}

/** Deletes the users that a hand-written recipe has left behind. */
export function runMigration(account: Account): void {
  const pool = '--user-pool-id "$(gh variable get USER_POOL_ID)"';
  const list = `aws cognito-idp list-users ${pool} --query "length(Users)"`;
  const before = account.run(list);
  for (const email of ['ci-test-1@example.com', 'ci-test-2@example.com']) {
    const attributes = `--user-attributes Name=email,Value=${email}`;
    account.run(`aws cognito-idp admin-create-user ${pool} --username ${email} ${attributes}`);
  }
  account.run(
    commandsIn('docs/migration.md')
      .map(({ code }) => code)
      .join('\n'),
  );
  assert.equal(account.run(list), before);
}
