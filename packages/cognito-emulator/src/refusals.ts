/** An error answer: exception name, message and HTTP status. Client errors of the JSON protocol have status 400. */
export class Refusal extends Error {
  readonly status: number;

  constructor(exception: string, message: string, status = 400) {
    super(message);
    this.name = exception;
    this.status = status;
  }
}

export const invalidParameter = (message: string): Refusal => new Refusal('InvalidParameterException', message);

export const notAuthorized = (message: string): Refusal => new Refusal('NotAuthorizedException', message);

export const resourceNotFound = (message: string): Refusal => new Refusal('ResourceNotFoundException', message);

export const clientNotFound = (clientId: string): Refusal =>
  resourceNotFound(`User pool client ${clientId} does not exist.`);

export const userNotFound = (): Refusal => new Refusal('UserNotFoundException', 'User does not exist.');

export const wrongPassword = (): Refusal => notAuthorized('Incorrect username or password.');

export const usernameExists = (message: string): Refusal => new Refusal('UsernameExistsException', message);

/** Refuses a feature that the emulator does not support, with status 501, so that no test passes by accident. */
export const notEmulated = (feature: string): Refusal =>
  new Refusal('NotEmulatedException', `The emulator does not have ${feature}.`, 501);
