/**
 * Renders the picture in the README from a run of the built action.
 *
 *   npm run picture
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import { renderPicture, THEMES } from './render.ts';
import { runJob } from './run.ts';

const steps = await runJob();
for (const theme of THEMES) {
  writeFileSync(join(root, 'docs', 'images', `run-${theme}.svg`), renderPicture(steps, theme));
}
