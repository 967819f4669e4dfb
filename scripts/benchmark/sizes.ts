/** The size of the runner's download, and of the files that each step loads at its start. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, filesLoadedBy } from '../../__tests__/support/bundle.ts';
import { exportWorkTree } from '../../__tests__/support/export.ts';

export interface Sizes {
  readonly archiveBytes: number;
  /** The size of all files in `dist/`. */
  readonly distBytes: number;
  readonly loadedBytes: Readonly<Record<'main' | 'post' | 'sweep', number>>;
}

export function sizes(): Sizes {
  const exported = exportWorkTree();
  exported.remove();
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(DIST, file)));
  return {
    archiveBytes: exported.packedBytes,
    distBytes: files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0),
    loadedBytes: { main: loadedBy('main'), post: loadedBy('post'), sweep: loadedBy('sweep') },
  };
}

function loadedBy(step: string): number {
  return filesLoadedBy(step).reduce((sum, file) => sum + statSync(join(DIST, file)).size, 0);
}
