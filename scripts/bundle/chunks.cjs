/**
 * A webpack loader that names the files of the bundle and puts each module into exactly one of them. ncc takes no
 * webpack plugins, but a loader has access to the compilation. The source of its module stays as it is.
 *
 * @see https://webpack.js.org/api/loaders/#this_compilation
 * @see https://webpack.js.org/api/compilation-hooks/
 */

/** The chunks of the AWS SDK's own `import()`s. Ours have a `webpackChunkName` comment. */
const SDK_CHUNKS = new Map([['@aws-sdk/nested-clients/sts', 'sts']]);
/** Credential providers that few workflows use, and event streams, which Cognito does not use. */
const OTHER_SDK_CHUNK = 'credential-providers';

/** After webpack's SplitChunksPlugin, which splits chunks by size and does not name the parts. */
const AFTER_SPLIT_CHUNKS = 20;

module.exports = function nameChunks(source) {
  const compilation = this._compilation;
  compilation.outputOptions.chunkFilename = '[name].js';
  compilation.hooks.optimizeChunks.tap({ name: 'nameChunks', stage: AFTER_SPLIT_CHUNKS }, () => {
    for (const module of compilation.modules) {
      moveToOneChunk(module, compilation);
    }
    removeEmptyChunks(compilation);
    sortChunks(compilation);
  });
  // Without this, the code refers to chunks by number.
  compilation.hooks.chunkIds.tap('nameChunks', (chunks) => {
    for (const chunk of chunks) {
      chunk.id = chunk.name;
      chunk.ids = [chunk.name];
    }
  });
  return source;
};

function moveToOneChunk(module, compilation) {
  const { chunkGraph } = compilation;
  const current = [...chunkGraph.getModuleChunksIterable(module)].filter((chunk) => !chunk.canBeInitial());
  if (current.length === 0) {
    return;
  }
  const target = compilation.addChunk(chunkFor(current.flatMap((chunk) => [...chunk.groupsIterable])));
  for (const chunk of current.filter((chunk) => chunk !== target)) {
    chunk.split(target);
    chunkGraph.disconnectChunkAndModule(chunk, module);
  }
  chunkGraph.connectChunkAndModule(target, module);
}

/** Returns the name of the chunk for a module that all these `import()`s need. */
function chunkFor(groups) {
  const names = new Set(groups.map(nameOf));
  if (names.size === 1) {
    return [...names][0];
  }
  // The proxy loads nothing else that the steps load.
  if (names.has('proxy')) {
    return 'common';
  }
  if (names.has('runner')) {
    return 'runner';
  }
  // The post step loads only what every step loads, so that what it shares costs the other steps nothing.
  if (names.has('cognito') || names.has('cleanup')) {
    return 'cognito';
  }
  return names.has('sts') ? 'sts' : 'shared';
}

function nameOf({ name, origins: [{ request }] }) {
  return name ?? SDK_CHUNKS.get(request) ?? OTHER_SDK_CHUNK;
}

function removeEmptyChunks({ chunkGraph, chunks }) {
  for (const chunk of chunks) {
    if (!chunk.canBeInitial() && chunkGraph.getNumberOfChunkModules(chunk) === 0) {
      chunkGraph.disconnectChunk(chunk);
      chunks.delete(chunk);
    }
  }
}

/** The order in which chunks load does not matter, but without a fixed one, each build of the same code can differ. */
function sortChunks({ chunkGroups }) {
  for (const group of chunkGroups.filter((group) => !group.isInitial())) {
    group.chunks.sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
