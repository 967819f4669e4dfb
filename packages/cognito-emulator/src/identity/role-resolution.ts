import type { JsonObject } from '../json.ts';
import { assert, notAuthorized, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { IdentityPool } from './identity-pool.ts';
import type { IdentityRole } from './identity-role.ts';

function invalidConfiguration(): Refusal {
  return new Refusal(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}

/** Returns the role's ARN, if the pool has a role for the user (developer guide, "Using role-based access control"). */
function roleArnFor(
  identityPool: IdentityPool,
  claims: JsonObject,
  customRole: string | undefined,
): string | undefined {
  const { roleMapping, authenticatedRole } = identityPool;
  if (customRole !== undefined) {
    const offered = claims['cognito:roles'];
    if (!Array.isArray(offered) || !offered.includes(customRole)) {
      // The text of AWS is not known.
      throw notAuthorized(`Access to Role '${customRole}' is forbidden.`);
    }
    return customRole;
  }
  if (roleMapping.kind === 'token') {
    const preferred = claims['cognito:preferred_role'];
    if (typeof preferred === 'string') {
      return preferred;
    }
    assert(roleMapping.orElse !== 'Deny', notAuthorized, 'The ambiguous role mapping rules denied this request');
  }
  return authenticatedRole;
}

/**
 * Returns the role whose credentials an identity gets.
 *
 * @throws Refusal if the pool has none for the user, or the role's trust policy does not let the pool assume it.
 */
export function resolveRole(
  identityPool: IdentityPool,
  { claims, identityId }: { readonly claims: JsonObject; readonly identityId: string },
  customRole: string | undefined,
  { identityRoles }: Service,
): IdentityRole {
  const role = identityRoles.get(roleArnFor(identityPool, claims, customRole) ?? '');
  assert(role !== undefined && (role.trusts === 'any' || role.trusts === identityPool.id), invalidConfiguration);
  assert(role.amr === 'authenticated', notAuthorized, `Access to Identity '${identityId}' is forbidden.`);
  return role;
}
