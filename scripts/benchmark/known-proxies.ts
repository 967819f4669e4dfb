/** Known proxies that do the same work as the proxy of `proxy-to`. Each runs if its command is on the `PATH`. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from 'cognito-emulator/loopback';

interface KnownProxy {
  readonly installation: string;
  /** Returns the arguments of a process in the foreground. */
  args(target: URL, port: number, folder: string): readonly string[];
}

export const KNOWN_PROXIES: Readonly<Record<string, KnownProxy>> = {
  nginx: {
    installation: "Debian's `nginx-light`",
    args({ host }, port, folder) {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, nginxConfig(host, port, folder));
      return ['-c', file, '-p', folder, '-e', join(folder, 'errors')];
    },
  },
  'aws-sigv4-proxy': {
    installation: 'its [repository](https://github.com/awslabs/aws-sigv4-proxy)',
    args({ host }, port) {
      const signing = ['--name', 'execute-api', '--region', 'eu-west-1'];
      return ['--port', `127.0.0.1:${port}`, '--host', host, '--upstream-url-scheme', 'http', ...signing];
    },
  },
};

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };

/** Starts a known proxy in front of an API. Resolves to undefined if its command is not found. */
export async function startKnownProxy(command: string, known: KnownProxy, target: string) {
  if (spawnSync(command, ['-h']).error !== undefined) {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'known-proxy-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env['PATH'], ...CREDENTIALS };
  const child = spawn(command, known.args(new URL(target), port, folder), { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) {
      throw new Error(`${command} did not start`);
    }
    await sleep(10);
  }
  return {
    url,
    async end() {
      child.kill();
      await ended;
    },
  };
}

/** One worker, because the proxy of `proxy-to` is one thread as well. */
function nginxConfig(host: string, port: number, folder: string): string {
  return `
daemon off;
worker_processes 1;
pid ${join(folder, 'pid')};
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${join(folder, 'bodies')};
  proxy_temp_path ${join(folder, 'answers')};
  fastcgi_temp_path ${join(folder, 'fastcgi')};
  uwsgi_temp_path ${join(folder, 'uwsgi')};
  scgi_temp_path ${join(folder, 'scgi')};
  upstream api { server ${host}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    keepalive_requests 1000000000;
    location / {
      proxy_pass http://api;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer ${'x'.repeat(1_000)}";
    }
  }
}
`;
}
