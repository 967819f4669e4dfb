/**
 * Runs the tests of an example once through the action's proxy, in a job of its own. The tool gets no token.
 */
import { startJob } from 'action-runner';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { processesOf } from '../../__tests__/support/job-processes.ts';
import { waitUntil } from '../../__tests__/support/wait-until.ts';
import { readFindings } from '../strict-emulator/strict-emulator.ts';
import { startFront } from './front.ts';
import { runTests, secretsOf, signIn, type ToolSetup } from './run-tests.ts';
import { evaluateAll, type Variables, type Workflow } from './workflow.ts';

const WHERE = 'through the proxy';
const STOPPED = /^Stopped the proxy\. Requests: [1-9]/m;

/** @returns a problem for each difference from tests that pass, leak nothing and leave nothing */
export async function runThroughProxy(setup: ToolSetup): Promise<readonly string[]> {
  const { environment, tool, workflow } = setup;
  const { strict } = environment;
  const { endpoint, userPoolId, clientId, clientSecret, baseUrl } = strict;
  const trackingId = `gallery-${process.pid}-${tool.name}`;
  const front = await startFront(baseUrl, () => shownByProcesses(trackingId));
  const job = startJob({
    env: { AWS_ENDPOINT_URL: endpoint, ...credentialVariables(strict), RUNNER_TRACKING_ID: trackingId },
    secrets: [clientSecret],
  });
  try {
    const outputs = await signIn(job, environment, {
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'client-secret': clientSecret,
      'auth-flow': 'USER_SRP_AUTH',
      'proxy-to': front.url,
    });
    const { ID_TOKEN: token = '', PROXY_URL: proxyUrl = '' } = outputs;
    front.watch('up', token);
    const { leaks, problems } = await runTests({ ...setup, front }, job, {
      variant: tool.proxied,
      where: WHERE,
      testsPass: true,
      env: { ...environmentWithoutTokens(workflow, proxyUrl), API_URL: front.url },
      secrets: secretsOf(outputs),
    });
    const [post] = await job.post();
    await waitUntil(() => processesOf(trackingId).length === 0);
    const { users, violations } = await readFindings(environment.folder);
    return [
      ...problems,
      ...[...leaks].map(([place, sighting]) => `${WHERE}: the token is in ${place} (${sighting})`),
      ...(STOPPED.test(post?.log ?? '') ? [] : [`${WHERE}: the post step says ${post?.log}`]),
      ...job.files().map((file) => `${WHERE}: ${file} is left`),
      ...(users === 0 ? [] : [`${WHERE}: ${users} users are left`]),
      ...(violations === 0 ? [] : [`${WHERE}: the strict emulator reported ${violations} violations`]),
    ];
  } finally {
    await job.end();
    front.close();
  }
}

/** Returns the variables of the workflow's test, with the proxy in place of the API. */
function environmentWithoutTokens({ test }: Workflow, proxyUrl: string): Variables {
  const context = new Map([['vars.BASE_URL', proxyUrl]]);
  const own = Object.entries(test.env).filter(([, text]) => !text.includes('steps.cognito.outputs.'));
  return evaluateAll(Object.fromEntries(own), context);
}

/** Returns the command lines and environments of the processes of a job. */
function shownByProcesses(trackingId: string): string {
  return processesOf(trackingId)
    .map(({ commandLine, environment }) => `${commandLine}\n${environment}`)
    .join('\n');
}
