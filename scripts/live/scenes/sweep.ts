/** Scenes of the sweep. */
import { randomInt } from 'node:crypto';
import type { PreparedPool } from '../pools/prepared.ts';
import { createUser } from '../pools/users.ts';
import { untilListed } from './listing.ts';
import type { Inputs, Scene } from './scene.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const LEFTOVERS = 2;

/** A username that the sweep recognises. */
function leftoverName({ kind, side }: PreparedPool): string {
  const random = Array.from({ length: 26 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  const name = `gha-1-1-${random}`;
  return side.redaction.learn(kind === 'email' ? `${name}@example.com` : name, 'username');
}

function sweep(kind: Scene['kind'], title: string, inputs: Inputs): Scene {
  return {
    kind,
    title: `sweep: ${title}`,
    credentials: true,
    action: 'sweep',
    needs: ['filters'],
    inputs: async (pool) => {
      for (let made = 0; made < LEFTOVERS; made++) {
        const { username } = await createUser(pool, { username: leftoverName(pool) });
        await untilListed(pool, username);
      }
      return { 'user-pool-id': pool.id, 'max-age-hours': '0', ...inputs };
    },
  };
}

export const SWEEPS: readonly Scene[] = [
  sweep('plain', 'users with plain usernames', { 'username-format': 'plain' }),
  sweep('email', 'users with e-mail addresses', {}),
];
