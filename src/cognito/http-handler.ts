import { pipeline, Transform } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** In bytes. An answer of Cognito has a few kilobytes. */
export const MAX_ANSWER_LENGTH = 1_000_000;

/** Fails longer answers as unreadable, so that an endless one does not fill the memory. */
export class BoundedHttpHandler extends NodeHttpHandler {
  override async handle(...args: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const { response } = await super.handle(...args);
    // Node.js ends a body at its stated length.
    if (!(Number(response.headers['content-length']) <= MAX_ANSWER_LENGTH)) {
      response.body = pipeline(response.body, limitLength(), () => undefined);
    }
    return { response };
  }
}

function limitLength(): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _, onDone) {
      length += chunk.length;
      // The name that the SDK gives to answers that it cannot parse.
      onDone(length > MAX_ANSWER_LENGTH ? Object.assign(new Error('too long'), { name: 'SyntaxError' }) : null, chunk);
    },
  });
}
