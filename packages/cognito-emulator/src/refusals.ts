/** An error answer: exception name, message and HTTP status. Client errors of the JSON protocol have status 400. */
export class Refusal extends Error {
  readonly status: number;

  constructor(exception: string, message: string, status = 400) {
    super(message);
    this.name = exception;
    this.status = status;
  }
}

/** Returns the function that creates refusals with this exception. */
export function refusalWith(exception: string): (message: string) => Refusal {
  return (message) => new Refusal(exception, message);
}

export const invalidParameter = refusalWith('InvalidParameterException');
export const notAuthorized = refusalWith('NotAuthorizedException');
export const resourceNotFound = refusalWith('ResourceNotFoundException');
export const usernameExists = refusalWith('UsernameExistsException');

export function clientNotFound(clientId: string): Refusal {
  return resourceNotFound(`User pool client ${clientId} does not exist.`);
}

export function userNotFound(): Refusal {
  return new Refusal('UserNotFoundException', 'User does not exist.');
}

export function wrongPassword(): Refusal {
  return notAuthorized('Incorrect username or password.');
}

/** Refuses a feature that the emulator does not support, with status 501, so that no test passes by accident. */
export function notEmulated(feature: string): Refusal {
  return new Refusal('NotEmulatedException', `The emulator does not have ${feature}.`, 501);
}

/** Refuses a request that does not meet the condition. Creates the error only then. */
export function assert(condition: unknown, refuse: () => Error): asserts condition;
export function assert(condition: unknown, refuse: (message: string) => Error, message: string): asserts condition;
export function assert(condition: unknown, refuse: (message: string) => Error, message = ''): asserts condition {
  if (!condition) {
    throw refuse(message);
  }
}
