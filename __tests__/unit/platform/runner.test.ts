import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectRunner } from '../../../src/platform/runner.ts';

describe('connectRunner', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['1658821493', '2', { runId: '1658821493', runAttempt: '2' }],
    ['', '', { runId: '0', runAttempt: '1' }],
    ['local-run', 'first', { runId: '0', runAttempt: '1' }],
    ['-1', '1.5', { runId: '0', runAttempt: '1' }],
    ['9'.repeat(21), '1', { runId: '0', runAttempt: '1' }],
  ])('reads run ID %j and attempt %j as %j', (runId, runAttempt, run) => {
    jest.replaceProperty(process, 'env', { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: runAttempt });
    expect(connectRunner().run).toMatchObject(run);
  });

  it.each([
    [{ AWS_REGION: ' eu-west-1\n' }, 'eu-west-1'],
    [{ AWS_REGION: ' ', AWS_DEFAULT_REGION: 'us-east-1 ' }, 'us-east-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: '' }, undefined],
  ])('removes white space from the region in %j', (variables, awsRegion) => {
    jest.replaceProperty(process, 'env', variables);
    expect(connectRunner().inputContext.awsRegion).toBe(awsRegion);
  });

  const AT_COGNITO = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER';
  it.each([
    [{}, false],
    [{ AWS_ENDPOINT_URL: 'http://localhost:4566' }, true],
    [{ [AT_COGNITO]: 'http://localhost:4566' }, true],
    [{ AWS_ENDPOINT_URL: '', [AT_COGNITO]: '' }, false],
    [{ AWS_ENDPOINT_URL_STS: 'http://localhost:4566' }, false],
    [{ AWS_ENDPOINT_URL: 'http://localhost:4566', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, false],
  ])('reads from %j if Cognito has another endpoint: %s', (variables, hasEndpoint) => {
    jest.replaceProperty(process, 'env', variables);
    expect(connectRunner().inputContext.hasEndpoint).toBe(hasEndpoint);
  });

  it('returns the names of inputs in lower case, without other variables', () => {
    jest.replaceProperty(process, 'env', {
      'INPUT_USER-POOL-ID': '',
      INPUT_PROBE_URL: 'x',
      'INPUT_A\nB': '',
      NO_INPUT_X: '',
    });
    expect(connectRunner().inputContext.names.toSorted()).toStrictEqual(['probe_url', 'user-pool-id']);
  });
});

const onUnix = process.platform === 'win32' ? it.skip : it;

describe('writePrivateFile', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const notWritten = (path: string) => ({ failure: { code: 'file-not-written', path } });

  it('rejects a path that exists: others may be able to read the file', async () => {
    const path = join(folder, 'there.json');
    writeFileSync(path, 'theirs', { mode: 0o644 });
    await expect(connectRunner().writePrivateFile(path, 'canary')).rejects.toMatchObject(notWritten(path));
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  onUnix('does not follow a symbolic link', async () => {
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, '');
    const path = join(folder, 'link.json');
    symlinkSync(elsewhere, path);
    await expect(connectRunner().writePrivateFile(path, 'canary')).rejects.toMatchObject(notWritten(path));
    expect(readFileSync(elsewhere, 'utf8')).toBe('');
  });
});
