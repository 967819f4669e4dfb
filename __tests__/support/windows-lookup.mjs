/**
 * Loaded into a step's process, is Windows with a lookup that hangs when the step ends: Node.js has `process.execve` there, which throws. Of
 * the lookup, only the name that Node.js has for it.
 */
process.getActiveResourcesInfo = () => ['GetAddrInfoReqWrap'];
process.execve = () => {
  throw Object.assign(new TypeError('The feature process.execve is unavailable on the current platform'), {
    code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  });
};
