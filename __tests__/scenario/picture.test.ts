// Verify that the picture in the README shows what a run prints today. Unmasked, each run would print other tokens.
import { expect, it } from '@jest/globals';
import { renderPicture, THEMES } from '../../scripts/picture/render.ts';
import { runJob } from '../../scripts/picture/run.ts';
import { readDocument } from '../support/documents.ts';

const withoutTimes = (svg: string) =>
  svg
    .replaceAll(/\d+ ms/g, 'N ms')
    .replaceAll(/>\d+s</g, '>Ns<')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

it('the picture shows the log and the job summary of a run: run `npm run picture` if it does not', async () => {
  const steps = await runJob();
  for (const theme of THEMES) {
    const path = `docs/images/run-${theme}.svg`;
    expect(withoutTimes(readDocument(path))).toBe(withoutTimes(renderPicture(steps, theme)));
    expect(readDocument('README.md')).toContain(`"${path}"`);
  }
});
