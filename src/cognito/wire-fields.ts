/** Fields of requests and answers that several operations share. */
import type { AttributeType, AuthenticationResultType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { textIn } from '../json.ts';
import { secretsOfToken } from '../tokens.ts';
import type { ListedUser, Metadata, UnparsedTokens, UserSearch } from './types.ts';

export function attributeList(attributes: Readonly<Record<string, string>>): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** Returns the field `ClientMetadata`, or nothing if there is no metadata. */
export function clientMetadataField(clientMetadata: Metadata): { ClientMetadata?: Record<string, string> } {
  return Object.keys(clientMetadata).length === 0 ? {} : { ClientMetadata: { ...clientMetadata } };
}

/** Returns the field `Session`, or nothing if the challenge came without one, as PASSWORD_VERIFIER does. */
export function sessionField(session: string): { Session?: string } {
  return session === '' ? {} : { Session: session };
}

/** Formats the field `Filter` of ListUsers. */
export function userFilter({ field, prefix }: UserSearch): string {
  return `${field.replace('-', '_')} ^= "${prefix}"`;
}

/** Parses a user of ListUsers. Drops one without name or date, because the sweep needs both to recognize leftovers. */
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

/** Reads the tokens of an answer and masks them. The SDK does not check types, so neither are they trusted here. */
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
