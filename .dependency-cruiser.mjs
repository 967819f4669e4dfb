/**
 * The module boundaries of src/, as CONTRIBUTING.md draws them. A module imports from itself and from the modules listed
 * beside it.
 */
const MODULES = {
  'failures/': ['json', 'lists'],
  'platform/': ['failures/'],
  'inputs/': ['failures/', 'platform/ports', 'cognito/types', 'ephemeral-user', 'token-header', 'quotas', 'lists'],
  'ephemeral-user': ['platform/ports'],
  tokens: ['failures/', 'cognito/types', 'json'],
  'token-header': ['tokens'],
  config: ['inputs/', 'ephemeral-user', 'tokens', 'cognito/types', 'platform/ports', 'platform/parallel'],
  'sign-in/': [
    'config',
    'tokens',
    'ephemeral-user',
    'quotas',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/parallel',
    'platform/time-limit',
    'platform/retry',
  ],
  'outputs/': ['config', 'tokens', 'token-header', 'inputs/', 'sign-in/', 'failures/', 'platform/ports', 'lists'],
  'check/': ['config', 'ephemeral-user', 'sign-in/', 'outputs/probe', 'failures/', 'platform/ports'],
  'proxy/': [
    'config',
    'tokens',
    'token-header',
    'sign-in/',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/proxies',
    'platform/retry',
    'json',
  ],
  'cleanup/': [
    'config',
    'proxy/(stop|tally)',
    'tokens',
    'sign-in/signed-in',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/parallel',
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
    'platform/pace',
    'platform/retry',
    'platform/time-limit',
  ],
  'get-tokens': [
    'check/',
    'inputs/',
    'config',
    'tokens',
    'sign-in/',
    'outputs/',
    'proxy/',
    'cleanup/',
    'failures/',
    'cognito/',
    'platform/ports',
    'platform/time-limit',
  ],
  'cognito/': ['tokens', 'failures/', 'platform/', 'quotas', 'json'],
};

/** The only places that may import a package. */
const PACKAGES = {
  '@actions/': '^src/platform/runner\\.ts$',
  '(@aws-sdk|@smithy)/': '^src/(cognito/|proxy/signing\\.ts$)',
  '(axios|node:https?$)': '^src/(cognito/|proxy(/|\\.ts$)|platform/(probe-api|http-agents)\\.ts$)',
};

const anyOf = (places) => places.map((place) => `^src/${place}`).join('|');

const boundaries = Object.entries(MODULES).map(([folder, known]) => ({
  name: `imports of ${folder}`,
  severity: 'error',
  from: { path: anyOf([folder]) },
  to: { path: '^src/', pathNot: anyOf([folder, ...known]) },
}));

const packages = Object.entries(PACKAGES).map(([name, place]) => ({
  name: `importers of ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: place },
  to: { path: `^(node_modules/)?${name}` },
}));

export default {
  forbidden: [
    { name: 'no import cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    ...boundaries,
    ...packages,
    {
      name: 'Cognito adapters import no other adapters',
      severity: 'error',
      from: { path: '^src/cognito/' },
      to: { path: '^src/platform/(runner|probe-api)' },
    },
    {
      name: 'only types from Cognito adapters, so that nothing else loads the SDK',
      severity: 'error',
      from: { path: '^src/(inputs|sign-in|outputs|proxy|cleanup|sweep)/|^src/(config|tokens|get-tokens)\\.ts$' },
      to: { path: '^src/cognito/', pathNot: '^src/cognito/totp\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a package knows nothing outside its folder',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^(src|__tests__|scripts|examples|packages)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'only unit tests import src/',
      severity: 'error',
      from: { pathNot: '^(src|__tests__/unit)/' },
      to: { path: '^src/' },
    },
  ],
  // Type imports count as well.
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/' },
  },
};
