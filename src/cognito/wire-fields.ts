/**
 * Parts of requests that several operations share.
 */
import type { AttributeType, AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { Metadata, UnparsedTokens } from '../ports.ts';

export function attributeList(attributes: Readonly<Record<string, string>>): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** The field `ClientMetadata`, left out where there is none. */
export function clientMetadataField(clientMetadata: Metadata): { ClientMetadata?: Record<string, string> } {
  return Object.keys(clientMetadata).length === 0 ? {} : { ClientMetadata: { ...clientMetadata } };
}

/** The field `Session`, left out where the challenge came without one, as PASSWORD_VERIFIER does. */
export function sessionField(session: string): { Session?: string } {
  return session === '' ? {} : { Session: session };
}

/** The tokens in an answer. */
export function unparsedTokens(result: AuthenticationResultType | undefined): UnparsedTokens {
  return {
    idToken: result?.IdToken ?? '',
    accessToken: result?.AccessToken ?? '',
    refreshToken: result?.RefreshToken ?? '',
  };
}
