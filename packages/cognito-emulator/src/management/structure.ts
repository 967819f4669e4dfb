import { type Kind, Members } from '../members.ts';
import { Refusal } from '../refusals.ts';

/** A member with members of its own. `blank` is its value if the request leaves it out. */
export function structure<T>(read: (members: Members) => T): Kind<T> {
  return {
    blank: read(new Members({})),
    read: (value, path, problems) => read(new Members(value, problems, `${path}.`)),
  };
}

/** A list of structures. */
export function structures<T>(read: (members: Members) => T): Kind<readonly T[]> {
  const entry = structure(read);
  return {
    blank: [],
    read: (list, path, problems) => {
      if (!Array.isArray(list)) {
        throw new Refusal('SerializationException', 'Expected list or null');
      }
      return list.map((value: unknown, index) => entry.read(value, `${path}.${index + 1}.member`, problems));
    },
  };
}
