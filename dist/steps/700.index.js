export const id = 700;
export const ids = [700];
export const modules = {

/***/ 2734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ restEndpointMethods)
/* harmony export */ });
/**
 * Takes the place of @octokit/plugin-rest-endpoint-methods in the bundles. `@actions/github` brings it for GitHub's API client; this action
 * uses the event's payload alone. The real one has 180 kB.
 */
const restEndpointMethods = () => ({});


/***/ }),

/***/ 1941:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ fetch),
/* harmony export */   k: () => (/* binding */ ProxyAgent)
/* harmony export */ });
/**
 * Takes undici's place in the bundles. `@actions/http-client` imports it for one function that makes a proxy's dispatcher, and only GitHub's
 * API client calls that function, which this action does not use. The real one has 900 kB.
 */
class ProxyAgent {}

const fetch = globalThis.fetch;


/***/ })

};
