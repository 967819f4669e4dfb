/** Creates the archive that a runner downloads for a step that uses the action. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { REPOSITORY_ROOT } from './repository.ts';

export interface Export {
  /** The folder of the unpacked archive, outside of this repository and its packages. */
  readonly folder: string;
  readonly packedBytes: number;
  remove(): void;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Exports this work tree as GitHub exports a commit, including uncommitted changes. Leaves index and objects unchanged.
 */
export function exportWorkTree(): Export {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'git-')));
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'an export ')));
  try {
    const env = {
      ...process.env,
      GIT_INDEX_FILE: join(scratch, 'index'),
      GIT_OBJECT_DIRECTORY: scratch,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(
        REPOSITORY_ROOT,
        text(run('git', ['rev-parse', '--git-path', 'objects'])),
      ),
    };
    run('git', ['add', '--all'], { env });
    const tree = text(run('git', ['write-tree'], { env }));
    const archive = run('git', ['archive', '--format=tar', tree], { env });
    run('tar', ['-x', '-f', '-'], { cwd: folder, input: archive });
    return {
      folder,
      packedBytes: gzipSync(archive).length,
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], options: Parameters<typeof spawnSync>[2] = {}): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: REPOSITORY_ROOT,
    maxBuffer: MAX_BYTES,
    ...options,
    encoding: 'buffer',
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  }
  return stdout;
}

function text(output: Buffer): string {
  return output.toString('utf8').trim();
}
