export const id = 734;
export const ids = [734];
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


/***/ })

};
