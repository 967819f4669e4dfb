import { isJsonObject } from './json.ts';
import { assert, Refusal } from './refusals.ts';

/** A type of member of an operation's input, with its constraints in the service model. */
export interface Kind<T> {
  /**
   * Reads the member at this path and adds its broken constraints to the problems. Like the service, it refuses a wrong
   * type at once.
   */
  readonly read: (value: unknown, path: string, problems: string[]) => T | undefined;
  /** Optional members have a value if the request leaves them out. */
  readonly isOptional?: true;
  readonly fallback?: T;
}

/** The members of a structure. Names begin with a lower-case letter, as in error messages. */
export type Shape = Readonly<Record<string, Kind<unknown>>>;

/** The values of the members of a structure. */
export type Input<S extends Shape> = { readonly [N in keyof S]: S[N] extends Kind<infer T> ? T : never };

export function optional<T>(kind: Kind<T>): Kind<T | undefined>;
export function optional<T>(kind: Kind<T>, fallback: NoInfer<T>): Kind<T>;
export function optional<T>(kind: Kind<T>, fallback?: T): Kind<T | undefined> {
  return { ...kind, isOptional: true, fallback };
}

/** Adds the constraints that are not met to the problems. `shown` is the value as error messages show it, or empty. */
function check(problems: string[], path: string, shown: string, constraints: Readonly<Record<string, boolean>>): void {
  const value = shown === '' ? '' : `${shown} `;
  const broken = Object.entries(constraints).filter(([, isMet]) => !isMet);
  problems.push(
    ...broken.map(([must]) => `Value ${value}at '${path}' failed to satisfy constraint: Member must ${must}`),
  );
}

function serializationProblem(value: unknown, wanted: string): Refusal {
  if (Array.isArray(value)) {
    return new Refusal('SerializationException', 'Start of list found where not expected');
  }
  if (typeof value === 'object') {
    return new Refusal('SerializationException', 'Start of structure or map found where not expected.');
  }
  const token = typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
  return new Refusal('SerializationException', `${token}_VALUE can not be converted to a ${wanted}`);
}

/**
 * A string with the constraints of its shape in the service model. Error messages repeat the pattern as given, and omit
 * the value of members that the service model marks as sensitive.
 */
export function text({
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
  pattern,
  isSensitive = false,
}: {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  isSensitive?: boolean;
}): Kind<string> {
  const form = pattern === undefined ? /^/ : new RegExp(`^(?:${pattern})$`, 'u');
  return {
    read: (value, path, problems) => {
      assert(typeof value === 'string', () => serializationProblem(value, 'String'));
      check(problems, path, isSensitive ? '' : `'${value}'`, {
        [`have length greater than or equal to ${minLength}`]: value.length >= minLength,
        [`have length less than or equal to ${maxLength}`]: value.length <= maxLength,
        [`satisfy regular expression pattern: ${pattern}`]: form.test(value),
      });
      return value;
    },
  };
}

export function choice<const V extends string>(values: readonly V[]): Kind<V> {
  return {
    read: (value, path, problems) => {
      assert(typeof value === 'string', () => serializationProblem(value, 'String'));
      const chosen = values.find((candidate) => candidate === value);
      check(problems, path, `'${value}'`, { [`satisfy enum value set: [${values.join(', ')}]`]: chosen !== undefined });
      return chosen;
    },
  };
}

export const flag: Kind<boolean> = {
  read: (value) => {
    assert(typeof value === 'boolean', () => serializationProblem(value, 'Boolean'));
    return value;
  },
};

/** An integer within the bounds of its shape in the service model. */
export function wholeNumber(min: number, max: number): Kind<number> {
  return {
    read: (value, path, problems) => {
      assert(typeof value === 'number' && Number.isInteger(value), () => serializationProblem(value, 'Integer'));
      check(problems, path, `'${value}'`, {
        [`have value greater than or equal to ${min}`]: value >= min,
        [`have value less than or equal to ${max}`]: value <= max,
      });
      return value;
    },
  };
}

/** A map of strings, such as AuthParameters. */
export const textMap: Kind<ReadonlyMap<string, string>> = {
  read: (value) => {
    assert(isJsonObject(value), () => serializationProblem(value, 'Map'));
    return new Map(
      Object.entries(value).map(([name, entry]) => {
        assert(typeof entry === 'string', () => serializationProblem(entry, 'String'));
        return [name, entry];
      }),
    );
  },
};

export function listOf<T>(entry: Kind<T>): Kind<readonly T[]> {
  return {
    read: (list, path, problems) => {
      assert(Array.isArray(list), () => serializationProblem(list, 'List'));
      return list.flatMap((value: unknown, index) => entry.read(value, `${path}.${index + 1}.member`, problems) ?? []);
    },
  };
}

/** Values that broke no constraint are those of their shape. */
function isInput<S extends Shape>(_values: unknown, problems: readonly string[]): _values is Input<S> {
  return problems.length === 0;
}

/** A member with members of its own. Ignores unknown ones. */
export function structure<S extends Shape>(shape: S): Kind<Input<S>> {
  return {
    read: (body, path, problems) => {
      assert(isJsonObject(body), () => serializationProblem(body, 'Structure'));
      const values: Record<string, unknown> = {};
      for (const [name, kind] of Object.entries(shape)) {
        const value = body[`${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? undefined;
        const memberPath = path === '' ? name : `${path}.${name}`;
        check(problems, memberPath, 'null', { 'not be null': value !== undefined || kind.isOptional === true });
        values[name] = value === undefined ? kind.fallback : kind.read(value, memberPath, problems);
      }
      return isInput<S>(values, problems) ? values : undefined;
    },
  };
}

/** Counts and lists all broken constraints of a request. */
export function invalidMembers(problems: readonly string[], exception = 'InvalidParameterException'): Refusal {
  const errors = problems.length === 1 ? 'error' : 'errors';
  return new Refusal(exception, `${problems.length} validation ${errors} detected: ${problems.join('; ')}`);
}

/** @throws Refusal for an input that breaks constraints. */
export function readMembers<S extends Shape>(shape: S, body: unknown, exception?: string): Input<S> {
  const problems: string[] = [];
  const input = structure(shape).read(body, '', problems);
  assert(input !== undefined, () => invalidMembers(problems, exception));
  return input;
}

// The shapes of the service model in the AWS SDKs, with their constraints.
const VISIBLE = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`;
const WORD = String.raw`[\w+]+`;

export const userPoolId = text({ minLength: 1, maxLength: 55, pattern: String.raw`[\w-]+_[0-9a-zA-Z]+` });
export const username = text({ minLength: 1, maxLength: 128, pattern: VISIBLE, isSensitive: true });
export const password = text({ maxLength: 256, pattern: String.raw`[\S]+`, isSensitive: true });
export const clientId = text({ minLength: 1, maxLength: 128, pattern: WORD, isSensitive: true });
export const clientSecret = text({ minLength: 24, maxLength: 64, pattern: WORD, isSensitive: true });
export const token = text({ pattern: '[A-Za-z0-9-_=.]+', isSensitive: true });

const scope = text({ minLength: 1, maxLength: 256, pattern: String.raw`[\x21\x23-\x5B\x5D-\x7E]+` });
export const scopes = listOf(scope);

export const secretHash = text({ minLength: 1, maxLength: 128, pattern: String.raw`[\w+=/]+`, isSensitive: true });
export const session = text({ minLength: 20, maxLength: 2048, isSensitive: true });
export const softwareTokenCode = text({ minLength: 6, maxLength: 6, pattern: '[0-9]+', isSensitive: true });
export const groupName = text({ minLength: 1, maxLength: 128, pattern: VISIBLE });

const attributeName = text({ minLength: 1, maxLength: 32, pattern: VISIBLE });
export const attributeNames = listOf(attributeName);
const attributeValue = optional(text({ maxLength: 2048, isSensitive: true }), '');
const attributes = listOf(structure({ name: attributeName, value: attributeValue }));
export const userAttributes: Kind<ReadonlyMap<string, string>> = {
  read: (list, path, problems) =>
    new Map(attributes.read(list, path, problems)?.map(({ name, value }) => [name, value])),
};

export const deviceKey = text({
  minLength: 1,
  maxLength: 55,
  pattern: String.raw`[\w-]+_[0-9a-f-]+`,
  isSensitive: true,
});
export const deviceName = text({ minLength: 1, maxLength: 1024 });

export const usersPerPage = wholeNumber(0, 60);
export const userFilter = text({ maxLength: 256 });
export const pageToken = text({ minLength: 1, pattern: String.raw`[\S]+` });

export const messageAction = choice(['RESEND', 'SUPPRESS']);

export const authFlow = choice([
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
]);

export const challengeName = choice([
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
]);
