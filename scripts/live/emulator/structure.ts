import { type Kind, Members } from '../../../__tests__/support/emulator/members.ts';

/** A member that has members itself; `blank` is what it reads as where it is left out. */
export function structure<T>(read: (members: Members) => T): Kind<T> {
  return {
    blank: read(new Members({})),
    read: (value, path, problems) => read(new Members(value, problems, `${path}.`)),
  };
}
