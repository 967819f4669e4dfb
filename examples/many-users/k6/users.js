import { check } from 'k6';
import { SharedArray } from 'k6/data';
import http from 'k6/http';

// All virtual users share one copy of the file.
const users = new SharedArray('users', () => JSON.parse(open(__ENV.USERS_FILE)));

export const options = { vus: 4, iterations: 20, thresholds: { checks: ['rate==1'] } };

export default function () {
  const { idToken } = users[(__VU - 1) % users.length];
  const orders = http.get(`${__ENV.BASE_URL}/orders`, { headers: { Authorization: `Bearer ${idToken}` } });
  check(orders, { 'are listed': ({ status }) => status === 200 });
}
