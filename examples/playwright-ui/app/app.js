import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser } from 'aws-amplify/auth';

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: process.env['USER_POOL_ID'],
      userPoolClientId: process.env['CLIENT_ID'],
      // Only for an emulator of Cognito.
      userPoolEndpoint: process.env['COGNITO_ENDPOINT'],
    },
  },
});

const status = document.querySelector('[role=status]');
const button = document.querySelector('button');

try {
  const { username } = await getCurrentUser();
  const { tokens } = await fetchAuthSession();
  status.textContent = `Signed in as ${username}`;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const renewed = await fetchAuthSession({ forceRefresh: true });
    const isNew = renewed.tokens?.accessToken.toString() !== tokens.accessToken.toString();
    status.textContent = renewed.tokens && isNew ? 'The session was renewed' : 'The session was not renewed';
  });
} catch {
  status.textContent = 'Please sign in';
}
