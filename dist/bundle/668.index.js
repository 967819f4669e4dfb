export const id = 668;
export const ids = [668];
export const modules = {

/***/ 9668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/**
 * Takes the place of the package form-data in the bundles: Node has the class itself. axios imports it for multipart bodies, which this action
 * does not send. The real one brings a table of all media types, 200 kB.
 */
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (globalThis.FormData);


/***/ })

};
