/**
 * Records what a step's process prints to standard output, writes to files and starts, in order, as one JSON object per
 * line in WITNESS_FILE.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { argv, env, execArgv, stdout } from 'node:process';

const load = createRequire(import.meta.url);
const fs = load('node:fs');
const { writeSync } = fs;
const file = fs.openSync(env['WITNESS_FILE'], 'a');
const record = (event) => writeSync(file, `${JSON.stringify(event)}\n`);

record({ type: 'start', args: [...argv, ...execArgv] });

const processes = load('node:child_process');
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  const start = processes[name];
  processes[name] = (...args) => {
    record({ type: 'start', args: args.flat().map(String) });
    return start(...args);
  };
}

const print = stdout.write.bind(stdout);
stdout.write = (text, ...rest) => {
  record({ type: 'print', text: String(text) });
  return print(text, ...rest);
};

for (const [object, names] of [
  [fs, ['appendFile', 'appendFileSync', 'writeFile', 'writeFileSync']],
  [fs.promises, ['appendFile', 'writeFile']],
]) {
  for (const name of names) {
    const write = object[name].bind(object);
    object[name] = (path, text, ...rest) => {
      record({ type: 'write', path: String(path), text: String(text) });
      return write(path, text, ...rest);
    };
  }
}
syncBuiltinESMExports();
