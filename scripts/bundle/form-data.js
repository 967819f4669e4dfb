/**
 * Takes the place of the package form-data in the bundles: Node has the class itself. axios imports it for multipart bodies, which this action
 * does not send. The real one brings a table of all media types, 200 kB.
 */
export default globalThis.FormData;
