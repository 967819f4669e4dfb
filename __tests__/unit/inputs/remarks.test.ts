import { describe, expect, it } from '@jest/globals';
import { OTHER_NAMES } from '../../../src/inputs/rules.ts';
import { parseSweepInputs } from '../../../src/inputs/sweep.ts';
import { ephemeral, type Given, invalidityOf, parse, problemsOf, refresh, remarksOn, stored } from '../given-inputs.ts';

const POOL = 'us-east-1_AbCdEf123';

describe('a user pool ID of another region', () => {
  it.each<[string, Given]>([
    ['stored', stored],
    ['refresh', refresh],
  ])('is taken for that of a replica in mode %s', (_, given) => {
    const replica: Given = { ...given, 'user-pool-id': POOL, 'aws-region': 'us-west-2' };
    expect(parse(replica)).toMatchObject({ appClient: { region: 'us-west-2' }, userPoolId: POOL });
    expect(remarksOn(replica)).toEqual([
      'notice aws-region is us-west-2, but the user pool is in us-east-1. The calls go to its replica. Without one, remove aws-region.',
    ]);
  });

  it('is rejected in mode ephemeral and in the sweep, which change users', () => {
    const replica: Given = { 'user-pool-id': POOL, 'aws-region': 'us-west-2' };
    const problems = [
      'aws-region is us-west-2, but the user pool is in us-east-1. Remove aws-region, or correct user-pool-id.',
    ];
    expect(problemsOf({ ...ephemeral, ...replica })).toEqual(problems);
    expect(invalidityOf(() => remarksOn(replica, {}, parseSweepInputs))).toMatchObject({ problems });
  });

  it('is not reported for the region of the job', () => {
    expect(remarksOn({ ...ephemeral, 'user-pool-id': POOL }, { awsRegion: 'us-west-2' })).toEqual([]);
  });
});

describe('a misspelled name', () => {
  const said = (text: string, name: string) => `\`${text}\` is not an input. Did you mean \`${name}\`?`;

  it.each([
    ['group', 'groups'],
    ['probe_url', 'probe-url'],
    ['region', 'aws-region'],
    ['user', 'users'],
    ['storage-state', 'storage-state-origin'],
    ...OTHER_NAMES,
  ])('is a warning on an input that can be empty: %s', (text, name) => {
    expect(remarksOn(ephemeral, { names: ['user-pool-id', text] })).toEqual([`warning ${said(text, name)}`]);
  });

  it.each(['userpool-id', 'pool-id'])('is part of the error about a required input: %s', (text) => {
    const failure = invalidityOf(() => parse({ ...ephemeral, 'user-pool-id': '' }, { names: [text] }));
    expect(failure).toMatchObject({
      problems: ['user-pool-id is required in mode ephemeral, but is empty.', said(text, 'user-pool-id')],
      isAnyEmpty: false,
    });
  });

  it('does not explain another input that is empty', () => {
    expect(invalidityOf(() => parse({}, { names: ['client_id'] }))).toMatchObject({ isAnyEmpty: true });
  });

  it.each(['user_pool_id', 'mode', 'file', 'path', 'token', 'url', 'role', 'dry-run', ''])(
    'is not suspected in %j, which belongs to another step or is set correctly',
    (text) => {
      expect(remarksOn(ephemeral, { names: ['user-pool-id', 'client-id', text] })).toEqual([]);
    },
  );

  it('is a warning in the sweep, about the inputs of the sweep', () => {
    const names = ['user-pool-id', 'dry_run', 'group'];
    const remarks = remarksOn({ 'user-pool-id': POOL }, { names }, parseSweepInputs);
    expect(remarks).toEqual([`warning ${said('dry_run', 'dry-run')}`]);
  });
});

it.each([true, false])('says in an error whether a composite action may not pass an input on: %s', (isInComposite) => {
  const parsing = expect(() => parse({}, { isInComposite }));
  (isInComposite ? parsing : parsing.not).toThrow('the composite action around this step must pass it on');
});

describe('a username or password', () => {
  const QUOTED = 'has quotation marks around it, which count as part of the value.';
  const PAIR = 'looks like NAME=value. Save only the value.';
  const JSON_TEXT = 'looks like JSON. Save only the value.';
  const OBJECT =
    'is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.';

  it.each([
    ['"Canary-1"', QUOTED],
    ["'Canary-1'", QUOTED],
    ['TEST_PASSWORD=Canary-1', PAIR],
    ['password=Canary-1', PAIR],
    ['{"username":"Canary-1"}', JSON_TEXT],
    ['["Canary-1"]', JSON_TEXT],
    ['[object Object]', OBJECT],
  ])('can be %s, which is a notice without the value', (text, doubt) => {
    expect(remarksOn({ ...stored, password: text })).toEqual([`notice password ${doubt}`]);
  });

  it('can contain an invisible character, which is a notice', () => {
    expect(remarksOn({ ...stored, password: 'Canary-1\u200b' })).toEqual([
      'notice password contains an invisible character.',
    ]);
    expect(remarksOn({ ...stored, username: '"ada"' })).toEqual([`notice username ${QUOTED}`]);
  });

  it.each(['a=b', 'ABC==', 'Aa1=Bb2', '{abc}', '[x]', '"', '********', 'dXNlcjpwYXNz==', '<angle>', '$HOME'])(
    'can be %s without a notice',
    (password) => {
      expect(remarksOn({ ...stored, password })).toEqual([]);
    },
  );
});

describe('a challenge answer', () => {
  const custom: Given = { ...stored, password: '', 'auth-flow': 'CUSTOM_AUTH' };

  it.each([
    ['red\n{"canary":1}', 'line 2: the answer looks like JSON. Save only the value.'],
    [String.raw`canary\nred`, String.raw`line 1: the answer contains \n, which is not a line break.`],
  ])('can be %j, which is a notice without the value', (answers, doubt) => {
    expect(remarksOn({ ...custom, 'challenge-answers': answers })).toEqual([`notice challenge-answers, ${doubt}`]);
  });

  it.each(['red, blue', '[x]', 'a\r\nb', '-x'])('can be %j without a notice', (answers) => {
    expect(remarksOn({ ...custom, 'challenge-answers': answers })).toEqual([]);
  });

  it('is trimmed, and keeps its place', () => {
    expect(parse({ ...custom, 'challenge-answers': ' a b\r\n  c  \n' })).toMatchObject({
      authFlow: { name: 'CUSTOM_AUTH', answers: ['a b', 'c'], srp: 'never' },
    });
  });
});

describe('the proxy without proxy-to', () => {
  const signed: Given = { 'proxy-auth': 'sigv4', 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' };

  it.each<[string, Given]>([
    ['proxy-port has', { 'proxy-port': '8080' }],
    ['proxy-auth has', signed],
    ['proxy-port, proxy-auth and sigv4-service have', { ...signed, 'proxy-port': '8080', 'sigv4-service': 'lambda' }],
  ])('is a notice that %s no effect', (names, given) => {
    const remove = names.replace(/ ha(?:s|ve)$/, '');
    expect(remarksOn({ ...ephemeral, ...given })).toEqual([
      `notice proxy-to is empty, so ${names} no effect. Set it, or remove ${remove}.`,
    ]);
    expect(remarksOn({ ...ephemeral, ...given, 'proxy-to': 'https://api.example.com' })).toEqual([]);
  });
});

it('an env-prefix without _ at its end is a notice without the value', () => {
  expect(remarksOn({ ...ephemeral, 'env-prefix': 'canary' })).toEqual([
    'notice env-prefix does not end with _, so variables have names like PORTMANID_TOKEN. Add it.',
  ]);
  expect(remarksOn({ ...ephemeral, 'env-prefix': 'PORTMAN_' })).toEqual([]);
});

describe('pairs', () => {
  const QUOTED = 'the value has quotation marks around it, which count as part of it.';
  const SECOND = 'the value seems to contain another name=value. Write each pair on a line of its own.';

  it.each([
    ["locale=de\nname='Test'", `line 2: ${QUOTED}`],
    ['name=Test User, custom:tenant=acme', `line 1: ${SECOND}`],
    ['name=Test;locale=de', `line 1: ${SECOND}`],
    ['name=Test locale=de', `line 1: ${SECOND}`],
    ['custom:roles=Array', expect.stringMatching(/^line 1: the value is Array, .* join\(LIST, ','\)/)],
  ])('%j is a notice', (text, doubt) => {
    for (const name of ['user-attributes', 'client-metadata']) {
      const remarks = remarksOn({ ...ephemeral, [name]: text }).map((remark) => remark.replace(`notice ${name}, `, ''));
      expect(remarks).toEqual([doubt]);
    }
  });

  it.each([
    'name=Ada "Countess" Lovelace',
    'a=b=c',
    'auth=Basic dXNlcg==',
    'url=https://x.test/?a=1&b=2',
    'a=x, y = z',
  ])('%j is fine', (text) => {
    expect(remarksOn({ ...ephemeral, 'user-attributes': text })).toEqual([]);
  });
});
