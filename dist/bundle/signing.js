export const id = "signing";
export const ids = ["signing"];
export const modules = {

/***/ 2176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sign: () => (/* binding */ sign),
/* harmony export */   signingScope: () => (/* binding */ signingScope)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _smithy_signature_v4__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7476);
/**
 * Signs requests with AWS Signature Version 4, for APIs behind IAM authorization.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */


/** Services whose name in the host differs from that in signatures. */
const SERVICES = new Map([
    ['lambda-url', 'lambda'],
    ['appsync-api', 'appsync'],
]);
/** Hosts of AWS end in a service and a region: `a1b2c3.execute-api.eu-west-1.amazonaws.com`. */
const AWS_HOST = /(?<label>[a-z0-9-]+)\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)(?:\.vpce)?\.(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)$/;
/** Reads the scope from the host, if it is one of AWS. A domain of the user's own is that of an API Gateway. */
function signingScope({ hostname }, service, region) {
    const { label = 'execute-api', region: hostRegion = region } = AWS_HOST.exec(hostname)?.groups ?? {};
    return { service: service ?? SERVICES.get(label) ?? label, region: hostRegion };
}
/** A signature covers these fields only, so that nothing on the way to the API can break it. */
const SIGNED_FIELD = /^(?:content-type|x-amz-.+)$/i;
/** @returns the fields to add */
async function sign({ method, host, path, fields, body }, credentials, { service, region }, signingDate) {
    const signer = new _smithy_signature_v4__WEBPACK_IMPORTED_MODULE_1__/* .SignatureV4 */ .B({ service, region, credentials, sha256: Sha256 });
    const [pathname = '', ...query] = path.split('?');
    const headers = { host };
    for (const [name, value] of fields.filter(([name]) => SIGNED_FIELD.test(name))) {
        const key = name.toLowerCase();
        headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
    }
    const signed = await signer.sign({ method, protocol: 'https:', hostname: host, path: pathname, query: parseQuery(query.join('?')), headers, body }, { signingDate });
    return Object.entries(signed.headers).filter(([name]) => headers[name] === undefined);
}
function parseQuery(query) {
    const values = new Map();
    for (const pair of query.split('&').filter(Boolean)) {
        const [name = '', ...rest] = pair.split('=');
        const key = decode(name);
        values.set(key, [...(values.get(key) ?? []), decode(rest.join('='))]);
    }
    return Object.fromEntries(values);
}
/** AWS reads a plus sign as a space. */
function decode(text) {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch {
        return text;
    }
}
/** The hash that the signer needs, by Node.js. */
class Sha256 {
    #secret;
    #hash;
    constructor(secret) {
        this.#secret = secret;
        this.#hash = this.#create();
    }
    update(data) {
        this.#hash.update(data);
    }
    digest() {
        return Promise.resolve(this.#hash.digest());
    }
    reset() {
        this.#hash = this.#create();
    }
    #create() {
        const secret = this.#secret;
        if (secret === undefined) {
            return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
        }
        const key = typeof secret === 'string' || secret instanceof ArrayBuffer
            ? Buffer.from(typeof secret === 'string' ? secret : new Uint8Array(secret))
            : Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key);
    }
}


/***/ })

};
