import { type Kind, Members } from '../members.ts';

/** A member with members of its own. `blank` is its value if the request leaves it out. */
export function structure<T>(read: (members: Members) => T): Kind<T> {
  return {
    blank: read(new Members({})),
    read: (value, path, problems) => read(new Members(value, problems, `${path}.`)),
  };
}
