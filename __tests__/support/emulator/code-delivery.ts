import { randomInt } from 'node:crypto';
import type { SentMessage, UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** The channels for codes, by the attribute that holds the address. `destination` is masked like Cognito's. */
const channels = {
  phone_number: { medium: 'SMS', destination: '+*******9999' },
  email: { medium: 'EMAIL', destination: 'a***@e***' },
} as const;

/** The way in which a code was sent, as answers describe it. */
export type CodeDelivery = (typeof channels)[keyof typeof channels];

/** Sends a new code to an address of the user. */
export const sendCode = (
  pool: UserPool,
  user: User,
  attribute: keyof typeof channels,
  occasion: SentMessage['occasion'],
): CodeDelivery => {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  pool.messages.push({ medium: channels[attribute].medium, to: user.attributes.get(attribute) ?? '', code, occasion });
  return channels[attribute];
};
