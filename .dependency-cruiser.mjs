/**
 * The module boundaries of src/, as CONTRIBUTING.md draws them: a folder imports itself and what stands beside its name here, no file
 * imports in a circle, and nothing but unit tests looks into src/.
 */
const MODULES = {
  'failures/': ['json', 'lists'],
  'platform/': ['failures/'],
  'inputs/': ['failures/', 'platform/ports', 'cognito/types', 'ephemeral-user', 'lists'],
  'ephemeral-user': ['platform/ports'],
  tokens: ['failures/', 'cognito/types', 'json'],
  config: ['inputs/', 'ephemeral-user', 'tokens', 'platform/ports'],
  'sign-in/': ['config', 'tokens', 'failures/', 'platform/ports', 'platform/time-limit', 'platform/retry', 'cognito/'],
  'outputs/': ['config', 'tokens', 'inputs/', 'sign-in/', 'failures/', 'platform/ports', 'lists'],
  'cleanup/': [
    'config',
    'tokens',
    'sign-in/signed-in',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/time-limit',
    'platform/retry',
    'json',
  ],
  'sweep/': [
    'inputs/sweep',
    'ephemeral-user',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/retry',
    'platform/time-limit',
  ],
  'get-tokens': [
    'inputs/',
    'config',
    'tokens',
    'sign-in/',
    'outputs/',
    'cleanup/',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/time-limit',
  ],
  'cognito/': ['tokens', 'failures/', 'platform/', 'json'],
};

/** Where alone a package may be imported. */
const PACKAGES = {
  '@actions/': '^src/platform/runner\\.ts$',
  '(@aws-sdk|@smithy)/': '^src/cognito/',
  '(axios|node:https?$)': '^src/(cognito/|platform/(probe-api|http-agents)\\.ts$)',
};

const anyOf = (places) => places.map((place) => `^src/${place}`).join('|');

const boundaries = Object.entries(MODULES).map(([folder, known]) => ({
  name: `what ${folder} may know`,
  severity: 'error',
  from: { path: anyOf([folder]) },
  to: { path: '^src/', pathNot: anyOf([folder, ...known]) },
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
    ...boundaries,
    ...packages,
    {
      name: 'adapters do not know each other',
      severity: 'error',
      from: { path: '^src/cognito/' },
      to: { path: '^src/platform/(runner|probe-api)' },
    },
    {
      name: 'modules take types alone from the adapters of Cognito, so that none loads the SDK',
      severity: 'error',
      from: { path: '^src/(inputs|sign-in|outputs|cleanup|sweep)/|^src/(config|tokens|get-tokens)\\.ts$' },
      to: { path: '^src/cognito/', pathNot: '^src/cognito/totp\\.ts$', dependencyTypesNot: ['type-only'] },
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
