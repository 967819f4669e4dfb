/**
 * Finds the setting on this machine that keeps the SDK from sending a call.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
import type { ErrorCode, MachineSetting } from '../../failures/failure.ts';

/** A profile without credentials hides those of the environment. */
export function isHiddenByProfile(errorName: string): boolean {
  return errorName === 'CredentialsProviderError' && isSet('AWS_PROFILE');
}

/** White space in the secret access key changes every signature, and AWS cannot say so. */
export function isSecretKeyDamaged(code: ErrorCode | undefined): boolean {
  return code === 'credentials-rejected' && /\s/.test(process.env['AWS_SECRET_ACCESS_KEY'] ?? '');
}

/** Returns the setting to blame for an error without an answer, if the error says enough. */
export function misconfiguredSetting(errorName: string, message: string): MachineSetting | undefined {
  const settings = BY_NAME.find(([name]) => name.test(errorName))?.[1];
  return settings ? settings.find(isSet) : BY_WORDING.find(([wording]) => wording.test(message))?.[1];
}

const BY_NAME: readonly (readonly [name: RegExp, settings: readonly MachineSetting[]])[] = [
  // The action's own files are not read during calls, so it is a file that holds a token for AWS.
  [
    /^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM)$/,
    ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_PROFILE'],
  ],
  [/^ERR_INVALID_URL$/, ['AWS_CONTAINER_CREDENTIALS_FULL_URI']],
];

const BY_WORDING: readonly (readonly [wording: RegExp, setting: MachineSetting])[] = [
  [/"defaultsMode"/, 'AWS_DEFAULTS_MODE'],
  [/\bFIPS and custom|FIPS is enabled/i, 'AWS_USE_FIPS_ENDPOINT'],
  [/\bDualstack (and custom|is enabled)/i, 'AWS_USE_DUALSTACK_ENDPOINT'],
  [/header content \["x-amz-security-token"\]/, 'AWS_SESSION_TOKEN'],
  [/header content \["authorization"\]/, 'AWS_ACCESS_KEY_ID'],
];

function isSet(setting: MachineSetting): boolean {
  return Boolean(process.env[setting]);
}
