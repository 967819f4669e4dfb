import { isJsonObject, type JsonObject } from './json.ts';
import { assert, Refusal } from './refusals.ts';

/** Reads one type of member of an operation's input and checks its constraints in the service model. */
export interface Kind<T> {
  /** The value of an optional member that is missing, and of a required one until `Members.assertValid` throws. */
  readonly blank: T;
  /** Reads the member at this path and adds its broken constraints to the problems. */
  readonly read: (value: unknown, path: string, problems: string[]) => T;
}

interface TextConstraints {
  readonly minLength?: number;
  readonly maxLength?: number;
  /** As written in the service model and repeated in the error message. */
  readonly pattern?: string;
  /** Error messages omit the value of members that the service model marks as sensitive. */
  readonly isSensitive?: boolean;
}

function problem(shownValue: string, path: string, constraint: string): string {
  return `Value ${shownValue}at '${path}' failed to satisfy constraint: Member must ${constraint}`;
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

/** A string with the constraints of its shape in the service model. */
export function text({ minLength = 0, maxLength, pattern, isSensitive = false }: TextConstraints): Kind<string> {
  return {
    blank: '',
    read: (value, path, problems) => {
      assert(typeof value === 'string', () => serializationProblem(value, 'String'));
      const shownValue = isSensitive ? '' : `'${value}' `;
      if (value.length < minLength) {
        problems.push(problem(shownValue, path, `have length greater than or equal to ${minLength}`));
      }
      if (maxLength !== undefined && value.length > maxLength) {
        problems.push(problem(shownValue, path, `have length less than or equal to ${maxLength}`));
      }
      if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
        problems.push(problem(shownValue, path, `satisfy regular expression pattern: ${pattern}`));
      }
      return value;
    },
  };
}

/** One of the values of an enumeration. */
export function choice<const V extends string>(values: readonly [V, ...V[]]): Kind<V> {
  return {
    blank: values[0],
    read: (value, path, problems) => {
      assert(typeof value === 'string', () => serializationProblem(value, 'String'));
      const chosen = values.find((candidate) => candidate === value);
      if (chosen === undefined) {
        problems.push(problem(`'${value}' `, path, `satisfy enum value set: [${values.join(', ')}]`));
      }
      return chosen ?? values[0];
    },
  };
}

export const flag: Kind<boolean> = {
  blank: false,
  read: (value) => {
    assert(typeof value === 'boolean', () => serializationProblem(value, 'Boolean'));
    return value;
  },
};

/** An integer within the bounds of its shape in the service model. */
export function wholeNumber(min: number, max: number): Kind<number> {
  return {
    blank: min,
    read: (value, path, problems) => {
      assert(typeof value === 'number' && Number.isInteger(value), () => serializationProblem(value, 'Integer'));
      if (value < min) {
        problems.push(problem(`'${value}' `, path, `have value greater than or equal to ${min}`));
      }
      if (value > max) {
        problems.push(problem(`'${value}' `, path, `have value less than or equal to ${max}`));
      }
      return value;
    },
  };
}

/** A map of strings, such as AuthParameters. */
export const textMap: Kind<ReadonlyMap<string, string>> = {
  blank: new Map(),
  read: (value, path, problems) => {
    assert(isJsonObject(value), () => serializationProblem(value, 'Map'));
    return new Map(
      Object.entries(value).map(([name, entry]) => [name, text({}).read(entry, `${path}.${name}.member`, problems)]),
    );
  },
};

export function listOf<T>(entry: Kind<T>): Kind<readonly T[]> {
  return {
    blank: [],
    read: (list, path, problems) => {
      assert(Array.isArray(list), () => serializationProblem(list, 'List'));
      return list.map((value: unknown, index) => entry.read(value, `${path}.${index + 1}.member`, problems));
    },
  };
}

/** A member with members of its own. `blank` is its value if the request leaves it out. */
export function structure<T>(read: (members: Members) => T): Kind<T> {
  return {
    blank: read(new Members({})),
    read: (value, path, problems) => read(new Members(value, problems, `${path}.`)),
  };
}

/** A list of name-value pairs, such as UserAttributes. The value may be missing. */
export function attributeList(name: Kind<string>, value: Kind<string>): Kind<ReadonlyMap<string, string>> {
  const pairs = listOf(
    structure((members): [string, string] => [members.required('Name', name), members.optional('Value', value) ?? '']),
  );
  return { blank: new Map(), read: (list, path, problems) => new Map(pairs.read(list, path, problems)) };
}

/**
 * Reads the members of a JSON body. Like the service, it refuses a wrong type at once, collects broken constraints and
 * refuses them together, and ignores unknown members.
 */
export class Members {
  readonly #body: JsonObject;
  readonly #problems: string[];
  readonly #path: string;

  constructor(body: unknown, problems: string[] = [], path = '') {
    assert(isJsonObject(body), () => serializationProblem(body, 'Structure'));
    this.#body = body;
    this.#problems = problems;
    this.#path = path;
  }

  required<T>(name: string, kind: Kind<T>): T {
    const value = this.optional(name, kind);
    if (value === undefined) {
      this.#problems.push(problem('null ', this.#pathOf(name), 'not be null'));
      return kind.blank;
    }
    return value;
  }

  optional<T>(name: string, kind: Kind<T>): T | undefined {
    const value = this.#body[name];
    return value === undefined || value === null ? undefined : kind.read(value, this.#pathOf(name), this.#problems);
  }

  /** @throws Refusal (default `InvalidParameterException`) that counts and lists every broken constraint. */
  assertValid(exception = 'InvalidParameterException'): void {
    const count = this.#problems.length;
    if (count > 0) {
      throw new Refusal(
        exception,
        `${count} validation ${count === 1 ? 'error' : 'errors'} detected: ${this.#problems.join('; ')}`,
      );
    }
  }

  /** Error messages write member names in lower camel case. */
  #pathOf(name: string): string {
    return `${this.#path}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  }
}
