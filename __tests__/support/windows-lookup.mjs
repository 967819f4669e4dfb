/**
 * Simulates Windows with a hanging lookup at the end of a step: `process.execve` exists but throws. The lookup is
 * simulated only by the name of its resource in Node.js.
 */
process.getActiveResourcesInfo = () => ['GetAddrInfoReqWrap'];
process.execve = () => {
  throw Object.assign(new TypeError('The feature process.execve is unavailable on the current platform'), {
    code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  });
};
