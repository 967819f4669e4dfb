import { text } from '../members.ts';
import { groupName, username } from '../model.ts';
import { existingUser, type Operations, signedOperation } from '../operation.ts';
import { assert, invalidParameter, Refusal } from '../refusals.ts';
import { clientRequestOf, clientShape } from './settings.ts';

const domainName = text({ minLength: 1, maxLength: 63, pattern: '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?' });
const identifier = text({ minLength: 1, maxLength: 256 });

/** Reserved by Cognito (developer guide, "Using the Amazon Cognito domain for the hosted UI"). */
const RESERVED_WORDS = /aws|amazon|cognito/;

export const poolPartOperations: Operations = {
  AdminDisableUser: signedOperation({ username }, (input, pool) => {
    existingUser(pool, input.username).enabled = false;
    return {};
  }),

  CreateGroup: signedOperation({ groupName }, ({ groupName: name }, pool) => {
    assert(!pool.groups.has(name), () => new Refusal('GroupExistsException', 'A group with the name already exists.'));
    pool.groups.add(name);
    return { Group: { GroupName: name } };
  }),

  /** The emulator lets a client have any scope, so it does not check that a resource server defines it. */
  CreateResourceServer: signedOperation({ identifier }, (input) => ({
    ResourceServer: { Identifier: input.identifier },
  })),

  CreateUserPoolClient: signedOperation(clientShape, (input, pool) => {
    const { id, secret } = pool.createClient(clientRequestOf(input));
    return { UserPoolClient: { ClientId: id, ...(secret !== undefined && { ClientSecret: secret }) } };
  }),

  CreateUserPoolDomain: signedOperation({ domain: domainName }, ({ domain }, pool, { pools }) => {
    const [reserved] = RESERVED_WORDS.exec(domain) ?? [];
    assert(reserved === undefined, invalidParameter, `Domain cannot contain reserved word: ${reserved}`);
    if ([...pools.values()].some(({ settings }) => settings.domain === domain)) {
      throw invalidParameter('Domain already associated with another user pool.');
    }
    pool.change({ domain });
    return {};
  }),

  DeleteUserPoolDomain: signedOperation({ domain: domainName }, ({ domain }, pool) => {
    assert(pool.settings.domain === domain, invalidParameter, 'No such domain or user pool exists.');
    pool.change({ domain: '' });
    return {};
  }),
};
