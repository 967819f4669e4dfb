import { rm } from 'node:fs/promises';
import { getState } from '@actions/core';
import { stopInBackground } from '../../../scripts/lib/background-process.ts';

const pid = getState('pid');
if (pid !== '') {
  await stopInBackground({ pid: Number(pid), url: getState('url') });
}
const folder = getState('folder');
if (folder !== '') {
  await rm(folder, { recursive: true, force: true });
}
