import { check } from 'k6';
import http from 'k6/http';

export const options = { vus: 2, iterations: 10, thresholds: { checks: ['rate==1'] } };

// Do not `console.log` a whole response: it contains the request with its headers. `--http-debug` prints them too.
const headers = { Authorization: `Bearer ${__ENV.ID_TOKEN}`, 'Content-Type': 'application/json' };

export default function () {
  const created = http.post(`${__ENV.BASE_URL}/orders`, JSON.stringify({ item: 'espresso cup', quantity: 2 }), {
    headers,
  });
  check(created, { 'is created': ({ status }) => status === 201 });

  const orders = http.get(`${__ENV.BASE_URL}/orders`, { headers });
  check(orders, { 'are listed': ({ status }) => status === 200 });
}
