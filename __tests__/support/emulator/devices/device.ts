import { newDeviceGroupKey, newDeviceKey } from '../identifiers.ts';

/** What Cognito gives to a device that it does not know. */
export type Device = { readonly key: string; readonly groupKey: string };

/** A device that said by which secret it will be known, and not the secret. */
export type ConfirmedDevice = Device & {
  readonly name: string | undefined;
  /** Base64, as they were sent. */
  readonly passwordVerifier: string;
  readonly salt: string;
};

export const newDevice = (region: string): Device => ({ key: newDeviceKey(region), groupKey: newDeviceGroupKey() });
