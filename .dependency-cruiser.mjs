/**
 * The borders between the rooms of src/, as CONTRIBUTING.md draws them: a room imports itself and what stands beside its name here, no file
 * imports in a circle, and nothing but unit tests looks into src/.
 */
const ROOMS = {
  'failures/': ['json', 'lists'],
  'world/': ['failures/'],
  'inputs/': ['failures/', 'world/ports', 'ephemeral-user', 'lists'],
  'ephemeral-user': ['world/ports'],
  tokens: ['failures/', 'world/ports', 'json'],
  config: ['inputs/', 'ephemeral-user', 'tokens', 'world/ports'],
  'sign-in/': ['config', 'tokens', 'failures/', 'world/ports', 'world/time-limit', 'world/retry', 'cognito/totp'],
  'hand-over/': ['config', 'tokens', 'inputs/', 'sign-in/', 'failures/', 'world/ports', 'lists'],
  'clean-up/': [
    'config',
    'tokens',
    'sign-in/signed-in',
    'failures/',
    'world/ports',
    'world/time-limit',
    'world/retry',
    'json',
  ],
  'sweep/': ['inputs/sweep', 'ephemeral-user', 'failures/', 'world/ports', 'world/retry', 'world/time-limit'],
  'get-tokens': [
    'inputs/',
    'config',
    'tokens',
    'sign-in/',
    'hand-over/',
    'clean-up/',
    'failures/',
    'world/ports',
    'world/time-limit',
  ],
  'cognito/': ['tokens', 'failures/', 'world/', 'json'],
};

/** Where alone a package may be imported. */
const PACKAGES = {
  '@actions/': '^src/world/runner\\.ts$',
  '(@aws-sdk|@smithy)/': '^src/cognito/',
  '(axios|node:https?$)': '^src/(cognito/|world/(probed-api|http-agents)\\.ts$)',
};

const anyOf = (places) => places.map((place) => `^src/${place}`).join('|');

const rooms = Object.entries(ROOMS).map(([room, known]) => ({
  name: `what ${room} may know`,
  severity: 'error',
  from: { path: anyOf([room]) },
  to: { path: '^src/', pathNot: anyOf([room, ...known]) },
}));

const packages = Object.entries(PACKAGES).map(([name, place]) => ({
  name: `who may use ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: place },
  to: { path: `^(node_modules/)?${name}` },
}));

export default {
  forbidden: [
    { name: 'no circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    ...rooms,
    ...packages,
    {
      name: 'adapters do not know each other',
      severity: 'error',
      from: { path: '^src/cognito/' },
      to: { path: '^src/world/(runner|probed-api)' },
    },
    {
      name: 'src/ from outside',
      severity: 'error',
      from: { pathNot: '^(src|__tests__/unit)/' },
      to: { path: '^src/' },
    },
  ],
  // The types that are imported count: a border is about who knows whom.
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/' },
  },
};
