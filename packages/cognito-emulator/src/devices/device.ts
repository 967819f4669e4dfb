import { randomUUID } from 'node:crypto';
import { newDeviceGroupKey } from '../identifiers.ts';

/** The identifiers that Cognito assigns to a new device. */
export interface Device {
  readonly key: string;
  readonly groupKey: string;
}

/** A device after ConfirmDevice, which sends the verifier of its password and never the password. */
export interface ConfirmedDevice extends Device {
  readonly name: string | undefined;
  /** As sent, in base64. */
  readonly passwordVerifier: string;
  readonly salt: string;
}

export function newDevice(region: string): Device {
  return { key: `${region}_${randomUUID()}`, groupKey: newDeviceGroupKey() };
}
