// Verify that a check runs every code block of the documents, and that the first ones that a user pastes work.
// `__tests__/deep/` pastes the others.
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CHECKS, checkOf, isFor } from '../support/block-checks.ts';
import { LEFTOVER, useConsumers } from '../support/consumer.ts';
import { allBlocks, type Block, blockUnder } from '../support/documents.ts';
import { COMMANDS_ELSEWHERE, expectGreen, jobWith } from '../support/pasted-job.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const startConsumer = useConsumers();

describe('every code block', () => {
  const blocks = allBlocks();
  const places = (some: readonly Block[]) => some.map(({ path, line }) => `${path}, line ${line}`);

  it('is run by a check: add new ones to block-checks.ts', () => {
    expect(places(blocks.filter((block) => checkOf(block) === undefined))).toStrictEqual([]);
  });

  it('is run by a check that .ci/run runs', () => {
    const commands = readFileSync(join(REPOSITORY_ROOT, '.ci', 'run'), 'utf8');
    const others = blocks.map(checkOf).filter((check) => typeof check === 'string' && !commands.includes(check));
    expect(others).toStrictEqual([]);
  });

  it('still exists if it is listed', () => {
    expect(CHECKS.filter((check) => !blocks.some((block) => isFor(check, block)))).toStrictEqual([]);
    const commands = [...COMMANDS_ELSEWHERE.keys()];
    expect(commands.filter((run) => !blocks.some(({ code }) => code.includes(`- run: ${run}\n`)))).toStrictEqual([]);
  });
});

describe('when pasted', () => {
  it("the README's workflow passes its test with the token", async () => {
    const consumer = await startConsumer();
    await expectGreen(jobWith(blockUnder('README.md', 'Use it').code), consumer);
    expect(consumer.statuses).toStrictEqual([200]);
  });

  it('the workflow of the sweep deletes leftover users', async () => {
    const consumer = await startConsumer();
    consumer.pool.addUser(LEFTOVER);
    const [sweep] = await expectGreen(jobWith(blockUnder('sweep/README.md', 'Sweep').code), consumer);
    expect(sweep).toMatchObject({ outputs: { FOUND: '1', DELETED: '1' } });
  });

  it("the README's commands get tokens without AWS", async () => {
    const { job } = await startConsumer();
    const clone = String(job.env['GITHUB_WORKSPACE']);
    symlinkSync(join(REPOSITORY_ROOT, 'dist'), join(clone, 'dist'), 'junction');
    // The packages are installed already.
    const commands = blockUnder('README.md', 'Try it without AWS').code.replace(/^npm ci$/m, '');
    // The output goes to a file, because programs cannot open the sockets that are this process's pipes.
    const script = `{ ${commands} } >>output.txt 2>&1; status=$?; cat output.txt; exit $status`;
    const step = await job.run({ command: 'bash', args: ['-c', script] });
    expect(step).toMatchObject({ outcome: 'success', stdout: expect.stringContaining('ID_TOKEN') });
  });
});
