import { check, sleep } from 'k6';
import encoding from 'k6/encoding';
import exec from 'k6/execution';
import http from 'k6/http';

// A load test that runs longer than its token lives: each virtual user refreshes its own tokens, without AWS
// credentials.
const { AWS_REGION, AWS_ENDPOINT_URL, BASE_URL, CLIENT_ID, CLIENT_SECRET, DEVICE_KEY } = __ENV;
const COGNITO = AWS_ENDPOINT_URL || `https://cognito-idp.${AWS_REGION}.amazonaws.com/`;
/** The minimum remaining validity of a token when a request starts. */
const MARGIN_IN_SECONDS = 5;

export const options = { vus: 2, duration: '90m', thresholds: { checks: ['rate==1'] } };

let refreshToken = __ENV.REFRESH_TOKEN;
let idToken = '';
let goodUntil = 0;

function freshToken() {
  if (Date.now() / 1000 >= goodUntil) {
    idToken = refresh();
    goodUntil = JSON.parse(encoding.b64decode(idToken.split('.')[1], 'rawurl', 's')).exp - MARGIN_IN_SECONDS;
  }
  return idToken;
}

function refresh() {
  const request = { ClientId: CLIENT_ID, RefreshToken: refreshToken };
  if (CLIENT_SECRET) {
    request.ClientSecret = CLIENT_SECRET;
  }
  if (DEVICE_KEY) {
    request.DeviceKey = DEVICE_KEY;
  }
  const answer = http.post(COGNITO, JSON.stringify(request), {
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
    },
  });
  if (answer.status !== 200) {
    // Print nothing else of the answer, because it can contain tokens.
    exec.test.abort(`Cognito answered the refresh with HTTP ${answer.status}`);
  }
  // Each virtual user keeps its own: with refresh token rotation, a new one replaces it.
  refreshToken = answer.json('AuthenticationResult.RefreshToken') || refreshToken;
  return answer.json('AuthenticationResult.IdToken');
}

export default function () {
  const headers = { Authorization: `Bearer ${freshToken()}` };
  const orders = http.get(`${BASE_URL}/orders`, { headers });
  check(orders, { 'are listed': ({ status }) => status === 200 });
  sleep(1);
}
