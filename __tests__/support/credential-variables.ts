import type { IamCredentials } from 'cognito-emulator/principals';

/** Returns the variables that aws-actions/configure-aws-credentials sets. */
export function credentialVariables(credentials: IamCredentials | false): Record<string, string> {
  if (credentials === false) {
    return {};
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
}
