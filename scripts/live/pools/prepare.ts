/**
 * Creates a temporary user pool with its app clients, users, groups and domain.
 */
import {
  CreateGroupCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { present } from '../seen/incomplete-answer.ts';
import type { Side } from '../side.ts';
import { untilServed } from './domain.ts';
import { POOL_TAGS, type RunNames } from './names.ts';
import {
  type ClientMembers,
  type ClientName,
  GROUP,
  isClientName,
  PLANS,
  type PoolKind,
  REDIRECT_URI,
  RESOURCE_SERVER,
  SCOPES,
} from './plans.ts';
import { type AppClient, PreparedPool, type StoredUser } from './prepared.ts';
import { createUser, enrol, newEmail, newUsername, type PlannedPool } from './users.ts';

/**
 * @param interrupted checked between calls: a call in flight is awaited, so that everything created is known
 * @throws {Error} when the service refuses a call, or when the run is interrupted
 */
export async function preparePool(
  kind: PoolKind,
  side: Side,
  names: RunNames,
  interrupted: AbortSignal,
): Promise<PreparedPool> {
  const plan = PLANS[kind];
  interrupted.throwIfAborted();
  const pool = { kind, side, id: await makePool(kind, side, names) };
  for (const make of [makeGroup, makeResourceServer, makeDomain, requireTotp]) {
    interrupted.throwIfAborted();
    await make(pool, names);
  }
  const clients = new Map<ClientName, AppClient>();
  for (const [name, members] of Object.entries(plan.clients)) {
    interrupted.throwIfAborted();
    if (isClientName(name)) {
      clients.set(name, await makeClient(pool, name, members));
    }
  }
  interrupted.throwIfAborted();
  const user = await makeUser(pool, clients);
  const prepared = new PreparedPool({ ...pool, user, domainUrl: side.domainUrl(names.domainPrefix) }, clients);
  if (plan.hasDomain && side.endpoint === undefined) {
    await untilServed(loginPage(prepared), interrupted);
  }
  return prepared;
}

function loginPage(pool: PreparedPool): URL {
  const query = { response_type: 'code', client_id: pool.client('page').id, redirect_uri: REDIRECT_URI };
  return new URL(`/login?${new URLSearchParams(query)}`, pool.domainUrl);
}

async function makePool(kind: PoolKind, { cognito, redaction }: Side, names: RunNames): Promise<string> {
  const name = names.pool(kind);
  const request = { ...PLANS[kind].members, PoolName: name, UserPoolTags: POOL_TAGS };
  const made = await cognito.send(new CreateUserPoolCommand(request));
  const id = present(made.UserPool?.Id, 'a user pool ID');
  names.remember({ id, name });
  return redaction.learn(id, 'user pool');
}

async function makeGroup({ side, id }: PlannedPool): Promise<void> {
  await side.cognito.send(new CreateGroupCommand({ UserPoolId: id, GroupName: GROUP }));
}

async function makeResourceServer({ kind, side, id }: PlannedPool): Promise<void> {
  if (PLANS[kind].hasResourceServer) {
    const scopes = SCOPES.map((scope) => ({ ScopeName: scope.split('/')[1], ScopeDescription: scope }));
    await side.cognito.send(
      new CreateResourceServerCommand({
        UserPoolId: id,
        Identifier: RESOURCE_SERVER,
        Name: RESOURCE_SERVER,
        Scopes: scopes,
      }),
    );
  }
}

async function makeDomain({ kind, side, id }: PlannedPool, { domainPrefix }: RunNames): Promise<void> {
  if (PLANS[kind].hasDomain) {
    await side.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: id, Domain: domainPrefix }));
  }
}

/** CreateUserPool accepts MfaConfiguration only with settings for SMS. */
async function requireTotp({ kind, side, id }: PlannedPool): Promise<void> {
  if (PLANS[kind].requiresTotp) {
    await side.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: id,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
  }
}

async function makeClient({ side, id }: PlannedPool, name: ClientName, members: ClientMembers): Promise<AppClient> {
  const { ExplicitAuthFlows, ...others } = members;
  const request: CreateUserPoolClientCommandInput = { UserPoolId: id, ClientName: name, ...others };
  // Assigned, because the SDK's type of flows predates GetClientToken.
  const made = await side.cognito.send(
    new CreateUserPoolClientCommand(Object.assign(request, { ExplicitAuthFlows: [...ExplicitAuthFlows] })),
  );
  const client = present(made.UserPoolClient, 'an app client');
  const secret = client.ClientSecret;
  side.redaction.learn(secret ?? '', 'client secret');
  return { id: side.redaction.learn(present(client.ClientId, 'an app client ID'), 'client'), secret };
}

async function makeUser(pool: PlannedPool, clients: ReadonlyMap<ClientName, AppClient>): Promise<StoredUser> {
  const { kind, side } = pool;
  const alias = kind === 'alias' ? { email: newEmail(side), email_verified: 'true' } : undefined;
  const user = await createUser(pool, { username: newUsername(pool), ...(alias && { attributes: alias }) });
  const web = clients.get('web');
  return PLANS[kind].requiresTotp && web !== undefined ? enrol(side, web, user) : { ...user, ...alias };
}
