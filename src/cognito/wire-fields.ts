/**
 * Parts of requests that several operations share.
 */
import type { AttributeType, AuthenticationResultType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { textIn } from '../json.ts';
import type { ListedUser, Metadata, UnparsedTokens, UserSearch } from '../platform/ports-cognito.ts';
import { secretsOfToken } from '../tokens.ts';

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

/** The field `Filter` of ListUsers, in which a phone number is `phone_number`. */
export function userFilter({ field, prefix }: UserSearch): string {
  return `${field.replace('-', '_')} ^= "${prefix}"`;
}

/** A user in an answer of ListUsers; none where it came without name or date, by which nobody could judge it. */
export function listedUser({ Username, UserCreateDate, Attributes = [] }: UserType): ListedUser[] {
  if (Username === undefined || UserCreateDate === undefined) {
    return [];
  }
  const attribute = (name: string) => Attributes.find(({ Name }) => Name === name)?.Value ?? '';
  return [
    {
      username: Username,
      sub: attribute('sub'),
      email: attribute('email'),
      phoneNumber: attribute('phone_number'),
      createdAt: UserCreateDate,
    },
  ];
}

/** The tokens in an answer, masked. The SDK passes on what it reads, whatever the type. */
export function readAndMaskTokens(
  result: AuthenticationResultType | undefined,
  mask: (secret: string) => void,
): UnparsedTokens {
  const tokens = {
    idToken: textIn(result, 'IdToken'),
    accessToken: textIn(result, 'AccessToken'),
    refreshToken: textIn(result, 'RefreshToken'),
  };
  Object.values(tokens).flatMap(secretsOfToken).forEach(mask);
  const key = textIn(result?.NewDeviceMetadata, 'DeviceKey');
  const groupKey = textIn(result?.NewDeviceMetadata, 'DeviceGroupKey');
  mask(key);
  return { ...tokens, newDevice: key === '' ? undefined : { key, groupKey } };
}
