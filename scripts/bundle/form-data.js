/**
 * Replaces the package form-data in the bundle, because Node has the class itself. axios imports it for multipart
 * bodies, which this action does not send. Leaves out a table of all media types, 200 kB.
 */
export default globalThis.FormData;
