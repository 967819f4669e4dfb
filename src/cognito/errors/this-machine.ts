/**
 * What is wrong on this machine, so that the SDK does not even send a call: which setting is to blame.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
import type { MachineSetting, Refusal } from '../../failures/failure.ts';

/** A profile that is named and gives no credentials hides those of the environment. */
export function missingCredentials(): Refusal {
  return firstSet('AWS_PROFILE') === undefined ? { code: 'credentials-missing' } : misconfigured('AWS_PROFILE');
}

/** No file of the action's own: one that holds a token for AWS. */
export function unreadableFile(): Refusal {
  return misconfigured(
    firstSet('AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_PROFILE'),
  );
}

export function unusableUrl(): Refusal {
  return misconfigured(firstSet('AWS_CONTAINER_CREDENTIALS_FULL_URI'));
}

const BY_WORDING: readonly (readonly [RegExp, MachineSetting])[] = [
  [/"defaultsMode"/, 'AWS_DEFAULTS_MODE'],
  [/\bFIPS and custom|FIPS is enabled/i, 'AWS_USE_FIPS_ENDPOINT'],
  [/\bDualstack (and custom|is enabled)/i, 'AWS_USE_DUALSTACK_ENDPOINT'],
  [/header content \["x-amz-security-token"\]/, 'AWS_SESSION_TOKEN'],
  [/header content \["authorization"\]/, 'AWS_ACCESS_KEY_ID'],
];

/** Whatever else is thrown before anything is sent. */
export function wrongSetting(message: string): Refusal {
  return misconfigured(BY_WORDING.find(([wording]) => wording.test(message))?.[1]);
}

function misconfigured(setting: MachineSetting | undefined): Refusal {
  return { code: 'machine-misconfigured', setting };
}

function firstSet(...names: readonly MachineSetting[]): MachineSetting | undefined {
  return names.find((name) => process.env[name]);
}
