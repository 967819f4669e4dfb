import { randomInt } from 'node:crypto';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** A message with a code that Cognito sent. */
export interface SentMessage {
  readonly medium: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly code: string;
  readonly occasion: 'SignUp' | 'Authentication';
}

/** The channels for codes, by the attribute that holds the address. */
const CHANNELS = { phone_number: 'SMS', email: 'EMAIL' } as const;

/** Masks an address like Cognito: `t***@t***`, or the last four digits of a phone number. */
function maskAddress(address: string): string {
  const [name = '', domain] = address.split('@');
  return domain === undefined
    ? `+${address.slice(-4).padStart(address.length - 1, '*')}`
    : `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

export function sendCode(
  pool: UserPool,
  user: User,
  attribute: keyof typeof CHANNELS,
  occasion: SentMessage['occasion'],
) {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const medium = CHANNELS[attribute];
  const to = user.attributes.get(attribute) ?? '';
  pool.messages.push({ medium, to, code, occasion });
  return { medium, destination: maskAddress(to) };
}
