/** Creates the archive that a runner downloads for a step that uses the action. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { REPOSITORY_ROOT } from './repository.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Exports this work tree as GitHub exports a commit, including uncommitted changes. Leaves index and objects unchanged.
 */
export function exportWorkTree() {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'git-')));
  /** The folder of the unpacked archive, outside of this repository and its packages. */
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'an export ')));
  const git = (args: readonly string[], options: ExecFileSyncOptions = {}) =>
    Buffer.from(execFileSync('git', args, { cwd: REPOSITORY_ROOT, maxBuffer: MAX_BYTES, stdio: 'pipe', ...options }));
  try {
    const objects = resolve(REPOSITORY_ROOT, `${git(['rev-parse', '--git-path', 'objects'])}`.trim());
    const env = {
      ...process.env,
      GIT_INDEX_FILE: join(scratch, 'index'),
      GIT_OBJECT_DIRECTORY: scratch,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    };
    git(['add', '--all'], { env });
    const tree = `${git(['write-tree'], { env })}`.trim();
    const archive = git(['archive', '--format=tar', tree], { env });
    execFileSync('tar', ['-x', '-f', '-'], { cwd: folder, input: archive });
    return {
      folder,
      packedBytes: gzipSync(archive).length,
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
