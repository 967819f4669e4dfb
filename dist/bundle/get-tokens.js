export const id = "get-tokens";
export const ids = ["get-tokens"];
export const modules = {

/***/ 9398:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ getTokens)
});

// EXTERNAL MODULE: ./build/ephemeral-user.js
var ephemeral_user = __webpack_require__(2335);
// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/token-header.js
var token_header = __webpack_require__(9079);
;// CONCATENATED MODULE: ./build/outputs/probe.js
/**
 * The probe: calls the API under test before the tests do. An unprotected API, or one that rejects the token, would
 * make their results meaningless.
 */


/**
 * Calls the API without a token, which it must refuse, and with one, which it must not.
 *
 * @throws {ActionError} `probe-unguarded`, `probe-refused`, or the error of a call that failed
 */
async function runProbe(inputs, tokens, api) {
    const { header, ...request } = inputs;
    const { method, displayUrl: url } = request;
    const withoutToken = await assertGuarded(inputs, api);
    const withToken = await api.call({
        ...request,
        headers: { [header.name]: (0,token_header/* tokenHeaderValue */.o)(header.template, tokens) },
    });
    if (isRefusal(withToken)) {
        throw new action_error/* ActionError */.lZ({ code: 'probe-refused', method, url, status: withToken });
    }
    return { inputs, withoutToken, withToken };
}
/**
 * Calls the API without a token, and returns the HTTP status.
 *
 * @throws {ActionError} `probe-unguarded`, or the error of a call that failed
 */
async function assertGuarded({ header: _, ...request }, api) {
    const status = await api.call({ ...request, headers: {} });
    if (!isRefusal(status)) {
        throw new action_error/* ActionError */.lZ({ code: 'probe-unguarded', method: request.method, url: request.displayUrl, status });
    }
    return status;
}
function isRefusal(status) {
    return status === 401 || status === 403;
}
/** Formats `401 without a token, 200 with one`. */
function formatStatuses({ withoutToken, withToken }) {
    return `${withoutToken} without a token, ${withToken} with one`;
}

// EXTERNAL MODULE: ./build/sign-in/client-credentials.js
var client_credentials = __webpack_require__(9646);
// EXTERNAL MODULE: ./build/tokens.js
var tokens = __webpack_require__(1816);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
var external_node_crypto_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_crypto_, 2);
;// CONCATENATED MODULE: ./node_modules/otpauth/dist/otpauth.node.mjs
//! otpauth 9.5.2 | (c) Héctor Molinero Fernández | MIT | https://github.com/hectorm/otpauth
/// <reference types="./otpauth.d.ts" />
// @ts-nocheck


/**
 * Converts an integer to an Uint8Array.
 * @param {number} num Integer.
 * @returns {Uint8Array} Uint8Array.
 */ const uintDecode = (num)=>{
    const buf = new ArrayBuffer(8);
    const arr = new Uint8Array(buf);
    let acc = num;
    for(let i = 7; i >= 0; i--){
        if (acc === 0) break;
        arr[i] = acc & 255;
        acc -= arr[i];
        acc /= 256;
    }
    return arr;
};

/**
 * "globalThis" ponyfill.
 * @see [A horrifying globalThis polyfill in universal JavaScript](https://mathiasbynens.be/notes/globalthis)
 * @type {Object.<string, *>}
 */ const globalScope = (()=>{
    if (typeof globalThis === "object") return globalThis;
    else {
        Object.defineProperty(Object.prototype, "__GLOBALTHIS__", {
            get () {
                return this;
            },
            configurable: true
        });
        try {
            // @ts-expect-error
            // eslint-disable-next-line no-undef
            if (typeof __GLOBALTHIS__ !== "undefined") return __GLOBALTHIS__;
        } finally{
            // @ts-expect-error
            delete Object.prototype.__GLOBALTHIS__;
        }
    }
    // Still unable to determine "globalThis", fall back to a naive method.
    if (typeof self !== "undefined") return self;
    else if (typeof window !== "undefined") return window;
    else if (typeof global !== "undefined") return global;
    return undefined;
})();

/**
 * Canonicalizes a hash algorithm name.
 * @param {string} algorithm Hash algorithm name.
 * @returns {"SHA1"|"SHA224"|"SHA256"|"SHA384"|"SHA512"|"SHA3-224"|"SHA3-256"|"SHA3-384"|"SHA3-512"} Canonicalized hash algorithm name.
 */ const canonicalizeAlgorithm = (algorithm)=>{
    switch(true){
        case /^(?:SHA-?1|SSL3-SHA1)$/i.test(algorithm):
            return "SHA1";
        case /^SHA(?:2?-)?224$/i.test(algorithm):
            return "SHA224";
        case /^SHA(?:2?-)?256$/i.test(algorithm):
            return "SHA256";
        case /^SHA(?:2?-)?384$/i.test(algorithm):
            return "SHA384";
        case /^SHA(?:2?-)?512$/i.test(algorithm):
            return "SHA512";
        case /^SHA3-224$/i.test(algorithm):
            return "SHA3-224";
        case /^SHA3-256$/i.test(algorithm):
            return "SHA3-256";
        case /^SHA3-384$/i.test(algorithm):
            return "SHA3-384";
        case /^SHA3-512$/i.test(algorithm):
            return "SHA3-512";
        default:
            throw new TypeError(`Unknown hash algorithm: ${algorithm}`);
    }
};
/**
 * Calculates an HMAC digest.
 * @param {string} algorithm Algorithm.
 * @param {Uint8Array} key Key.
 * @param {Uint8Array} message Message.
 * @returns {Uint8Array} Digest.
 */ const hmacDigest = (algorithm, key, message)=>{
    if (external_node_crypto_namespaceObject?.createHmac) {
        const hmac = external_node_crypto_.createHmac(algorithm, globalScope.Buffer.from(key));
        hmac.update(globalScope.Buffer.from(message));
        return hmac.digest();
    } else {
        throw new Error("Missing HMAC function");
    }
};

/**
 * RFC 4648 base32 alphabet without pad.
 * @type {string}
 */ const ALPHABET$1 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/**
 * Converts a base32 string to an Uint8Array (RFC 4648).
 * @see [LinusU/base32-decode](https://github.com/LinusU/base32-decode)
 * @param {string} str Base32 string.
 * @returns {Uint8Array} Uint8Array.
 */ const base32Decode = (str)=>{
    // Remove spaces (although they are not allowed by the spec, some issuers add them for readability).
    str = str.replace(/ /g, "").toUpperCase();
    // Remove padding if it exists.
    let end = str.length;
    while(str[end - 1] === "=")--end;
    if (end < str.length) str = str.substring(0, end);
    const buf = new ArrayBuffer(str.length * 5 / 8 | 0);
    const arr = new Uint8Array(buf);
    let bits = 0;
    let value = 0;
    let index = 0;
    for(let i = 0; i < str.length; i++){
        const idx = ALPHABET$1.indexOf(str[i]);
        if (idx === -1) throw new TypeError(`Invalid character found: ${str[i]}`);
        value = value << 5 | idx;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            arr[index++] = value >>> bits;
        }
    }
    return arr;
};
/**
 * Converts an Uint8Array to a base32 string (RFC 4648).
 * @see [LinusU/base32-encode](https://github.com/LinusU/base32-encode)
 * @param {Uint8Array} arr Uint8Array.
 * @returns {string} Base32 string.
 */ const base32Encode = (arr)=>{
    let bits = 0;
    let value = 0;
    let str = "";
    for(let i = 0; i < arr.length; i++){
        value = value << 8 | arr[i];
        bits += 8;
        while(bits >= 5){
            str += ALPHABET$1[value >>> bits - 5 & 31];
            bits -= 5;
        }
    }
    if (bits > 0) {
        str += ALPHABET$1[value << 5 - bits & 31];
    }
    return str;
};

/**
 * Hexadecimal alphabet.
 * @type {string}
 */ const ALPHABET = "0123456789ABCDEF";
/**
 * Converts a hexadecimal string to an Uint8Array.
 * @param {string} str Hexadecimal string.
 * @returns {Uint8Array} Uint8Array.
 */ const hexDecode = (str)=>{
    // Remove spaces (although they are not allowed by the spec, some issuers add them for readability).
    str = str.replace(/ /g, "").toUpperCase();
    const buf = new ArrayBuffer(str.length / 2);
    const arr = new Uint8Array(buf);
    for(let i = 0; i < str.length; i += 2){
        const hi = ALPHABET.indexOf(str[i]);
        const lo = ALPHABET.indexOf(str[i + 1]);
        if (hi === -1 || lo === -1) throw new TypeError(`Invalid character found: ${str.substring(i, i + 2)}`);
        arr[i / 2] = hi << 4 | lo;
    }
    return arr;
};
/**
 * Converts an Uint8Array to a hexadecimal string.
 * @param {Uint8Array} arr Uint8Array.
 * @returns {string} Hexadecimal string.
 */ const hexEncode = (arr)=>{
    let str = "";
    for(let i = 0; i < arr.length; i++){
        const hex = arr[i].toString(16);
        if (hex.length === 1) str += "0";
        str += hex;
    }
    return str.toUpperCase();
};

/**
 * Converts a Latin-1 string to an Uint8Array.
 * @param {string} str Latin-1 string.
 * @returns {Uint8Array} Uint8Array.
 */ const latin1Decode = (str)=>{
    const buf = new ArrayBuffer(str.length);
    const arr = new Uint8Array(buf);
    for(let i = 0; i < str.length; i++){
        arr[i] = str.charCodeAt(i) & 0xff;
    }
    return arr;
};
/**
 * Converts an Uint8Array to a Latin-1 string.
 * @param {Uint8Array} arr Uint8Array.
 * @returns {string} Latin-1 string.
 */ const latin1Encode = (arr)=>{
    let str = "";
    for(let i = 0; i < arr.length; i++){
        str += String.fromCharCode(arr[i]);
    }
    return str;
};

/**
 * TextEncoder instance.
 * @type {TextEncoder|null}
 */ const ENCODER = globalScope.TextEncoder ? new globalScope.TextEncoder() : null;
/**
 * TextDecoder instance.
 * @type {TextDecoder|null}
 */ const DECODER = globalScope.TextDecoder ? new globalScope.TextDecoder() : null;
/**
 * Converts an UTF-8 string to an Uint8Array.
 * @param {string} str String.
 * @returns {Uint8Array} Uint8Array.
 */ const utf8Decode = (str)=>{
    if (!ENCODER) {
        throw new Error("Encoding API not available");
    }
    return ENCODER.encode(str);
};
/**
 * Converts an Uint8Array to an UTF-8 string.
 * @param {Uint8Array} arr Uint8Array.
 * @returns {string} String.
 */ const utf8Encode = (arr)=>{
    if (!DECODER) {
        throw new Error("Encoding API not available");
    }
    return DECODER.decode(arr);
};

/**
 * Returns random bytes.
 * @param {number} size Size.
 * @returns {Uint8Array} Random bytes.
 */ const randomBytes = (size)=>{
    if (external_node_crypto_namespaceObject?.randomBytes) {
        return external_node_crypto_.randomBytes(size);
    } else if (globalScope.crypto?.getRandomValues) {
        return globalScope.crypto.getRandomValues(new Uint8Array(size));
    } else {
        throw new Error("Cryptography API not available");
    }
};

/**
 * OTP secret key.
 */ class Secret {
    /**
   * Converts a Latin-1 string to a Secret object.
   * @param {string} str Latin-1 string.
   * @returns {Secret} Secret object.
   */ static fromLatin1(str) {
        return new Secret({
            buffer: latin1Decode(str).buffer
        });
    }
    /**
   * Converts an UTF-8 string to a Secret object.
   * @param {string} str UTF-8 string.
   * @returns {Secret} Secret object.
   */ static fromUTF8(str) {
        return new Secret({
            buffer: utf8Decode(str).buffer
        });
    }
    /**
   * Converts a base32 string to a Secret object.
   * @param {string} str Base32 string.
   * @returns {Secret} Secret object.
   */ static fromBase32(str) {
        return new Secret({
            buffer: base32Decode(str).buffer
        });
    }
    /**
   * Converts a hexadecimal string to a Secret object.
   * @param {string} str Hexadecimal string.
   * @returns {Secret} Secret object.
   */ static fromHex(str) {
        return new Secret({
            buffer: hexDecode(str).buffer
        });
    }
    /**
   * Secret key buffer.
   * @deprecated For backward compatibility, the "bytes" property should be used instead.
   * @type {ArrayBufferLike}
   */ get buffer() {
        return this.bytes.buffer;
    }
    /**
   * Latin-1 string representation of secret key.
   * @type {string}
   */ get latin1() {
        Object.defineProperty(this, "latin1", {
            enumerable: true,
            writable: false,
            configurable: false,
            value: latin1Encode(this.bytes)
        });
        return this.latin1;
    }
    /**
   * UTF-8 string representation of secret key.
   * @type {string}
   */ get utf8() {
        Object.defineProperty(this, "utf8", {
            enumerable: true,
            writable: false,
            configurable: false,
            value: utf8Encode(this.bytes)
        });
        return this.utf8;
    }
    /**
   * Base32 string representation of secret key.
   * @type {string}
   */ get base32() {
        Object.defineProperty(this, "base32", {
            enumerable: true,
            writable: false,
            configurable: false,
            value: base32Encode(this.bytes)
        });
        return this.base32;
    }
    /**
   * Hexadecimal string representation of secret key.
   * @type {string}
   */ get hex() {
        Object.defineProperty(this, "hex", {
            enumerable: true,
            writable: false,
            configurable: false,
            value: hexEncode(this.bytes)
        });
        return this.hex;
    }
    /**
   * Creates a secret key object.
   * @param {Object} [config] Configuration options.
   * @param {ArrayBufferLike} [config.buffer] Secret key buffer.
   * @param {number} [config.size=20] Number of random bytes to generate, ignored if 'buffer' is provided.
   */ constructor({ buffer, size = 20 } = {}){
        /**
     * Secret key.
     * @type {Uint8Array}
     * @readonly
     */ this.bytes = typeof buffer === "undefined" ? randomBytes(size) : new Uint8Array(buffer);
        // Prevent the "bytes" property from being modified.
        Object.defineProperty(this, "bytes", {
            enumerable: true,
            writable: false,
            configurable: false,
            value: this.bytes
        });
    }
}

/**
 * Returns true if a is equal to b, without leaking timing information that would allow an attacker to guess one of the values.
 * @param {string} a String a.
 * @param {string} b String b.
 * @returns {boolean} Equality result.
 */ const timingSafeEqual = (a, b)=>{
    if (external_node_crypto_namespaceObject?.timingSafeEqual) {
        return external_node_crypto_.timingSafeEqual(globalScope.Buffer.from(a), globalScope.Buffer.from(b));
    } else {
        if (a.length !== b.length) {
            throw new TypeError("Input strings must have the same length");
        }
        let i = -1;
        let out = 0;
        while(++i < a.length){
            out |= a.charCodeAt(i) ^ b.charCodeAt(i);
        }
        return out === 0;
    }
};

/**
 * HOTP: An HMAC-based One-time Password Algorithm.
 * @see [RFC 4226](https://datatracker.ietf.org/doc/html/rfc4226)
 */ class HOTP {
    /**
   * Default configuration.
   * @type {{
   *   issuer: string,
   *   label: string,
   *   issuerInLabel: boolean,
   *   algorithm: string,
   *   digits: number,
   *   counter: number
   *   window: number
   * }}
   */ static get defaults() {
        return {
            issuer: "",
            label: "OTPAuth",
            issuerInLabel: true,
            algorithm: "SHA1",
            digits: 6,
            counter: 0,
            window: 1
        };
    }
    /**
   * Generates an HOTP token.
   * @param {Object} config Configuration options.
   * @param {Secret} config.secret Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.counter=0] Counter value.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   * @returns {string} Token.
   */ static generate({ secret, algorithm = HOTP.defaults.algorithm, digits = HOTP.defaults.digits, counter = HOTP.defaults.counter, hmac = hmacDigest }) {
        const message = uintDecode(counter);
        const digest = hmac(algorithm, secret.bytes, message);
        if (!digest?.byteLength || digest.byteLength < 19) {
            throw new TypeError("Return value must be at least 19 bytes");
        }
        const offset = digest[digest.byteLength - 1] & 15;
        const otp = ((digest[offset] & 127) << 24 | (digest[offset + 1] & 255) << 16 | (digest[offset + 2] & 255) << 8 | digest[offset + 3] & 255) % 10 ** digits;
        return otp.toString().padStart(digits, "0");
    }
    /**
   * Generates an HOTP token.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.counter=this.counter++] Counter value.
   * @returns {string} Token.
   */ generate({ counter = this.counter++ } = {}) {
        return HOTP.generate({
            secret: this.secret,
            algorithm: this.algorithm,
            digits: this.digits,
            counter,
            hmac: this.hmac
        });
    }
    /**
   * Validates an HOTP token.
   * @param {Object} config Configuration options.
   * @param {string} config.token Token value.
   * @param {Secret} config.secret Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.counter=0] Counter value.
   * @param {number} [config.window=1] Window of counter values to test.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   * @returns {number|null} Token delta or null if it is not found in the search window, in which case it should be considered invalid.
   */ static validate({ token, secret, algorithm, digits = HOTP.defaults.digits, counter = HOTP.defaults.counter, window = HOTP.defaults.window, hmac = hmacDigest }) {
        // Return early if the token length does not match the digit number.
        if (token.length !== digits) return null;
        let delta = null;
        const check = (/** @type {number} */ i)=>{
            const generatedToken = HOTP.generate({
                secret,
                algorithm,
                digits,
                counter: i,
                hmac
            });
            if (timingSafeEqual(token, generatedToken)) {
                delta = i - counter;
            }
        };
        check(counter);
        for(let i = 1; i <= window && delta === null; ++i){
            check(counter - i);
            if (delta !== null) break;
            check(counter + i);
            if (delta !== null) break;
        }
        return delta;
    }
    /**
   * Validates an HOTP token.
   * @param {Object} config Configuration options.
   * @param {string} config.token Token value.
   * @param {number} [config.counter=this.counter] Counter value.
   * @param {number} [config.window=1] Window of counter values to test.
   * @returns {number|null} Token delta or null if it is not found in the search window, in which case it should be considered invalid.
   */ validate({ token, counter = this.counter, window }) {
        return HOTP.validate({
            token,
            secret: this.secret,
            algorithm: this.algorithm,
            digits: this.digits,
            counter,
            window,
            hmac: this.hmac
        });
    }
    /**
   * Returns a Google Authenticator key URI.
   * @returns {string} URI.
   */ toString() {
        const e = encodeURIComponent;
        return "otpauth://hotp/" + `${this.issuer.length > 0 ? this.issuerInLabel ? `${e(this.issuer)}:${e(this.label)}?issuer=${e(this.issuer)}&` : `${e(this.label)}?issuer=${e(this.issuer)}&` : `${e(this.label)}?`}` + `secret=${e(this.secret.base32)}&` + `algorithm=${e(this.algorithm)}&` + `digits=${e(this.digits)}&` + `counter=${e(this.counter)}`;
    }
    /**
   * Creates an HOTP object.
   * @param {Object} [config] Configuration options.
   * @param {string} [config.issuer=''] Account provider.
   * @param {string} [config.label='OTPAuth'] Account label.
   * @param {boolean} [config.issuerInLabel=true] Include issuer prefix in label.
   * @param {Secret|string} [config.secret=Secret] Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.counter=0] Initial counter value.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   */ constructor({ issuer = HOTP.defaults.issuer, label = HOTP.defaults.label, issuerInLabel = HOTP.defaults.issuerInLabel, secret = new Secret(), algorithm = HOTP.defaults.algorithm, digits = HOTP.defaults.digits, counter = HOTP.defaults.counter, hmac } = {}){
        /**
     * Account provider.
     * @type {string}
     */ this.issuer = issuer;
        /**
     * Account label.
     * @type {string}
     */ this.label = label;
        /**
     * Include issuer prefix in label.
     * @type {boolean}
     */ this.issuerInLabel = issuerInLabel;
        /**
     * Secret key.
     * @type {Secret}
     */ this.secret = typeof secret === "string" ? Secret.fromBase32(secret) : secret;
        /**
     * HMAC hashing algorithm.
     * @type {string}
     */ this.algorithm = hmac ? algorithm : canonicalizeAlgorithm(algorithm);
        /**
     * Token length.
     * @type {number}
     */ this.digits = digits;
        /**
     * Initial counter value.
     * @type {number}
     */ this.counter = counter;
        /**
     * Custom HMAC function.
     * @type {((algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array)|undefined}
     */ this.hmac = hmac;
    }
}

/**
 * TOTP: Time-Based One-Time Password Algorithm.
 * @see [RFC 6238](https://datatracker.ietf.org/doc/html/rfc6238)
 */ class TOTP {
    /**
   * Default configuration.
   * @type {{
   *   issuer: string,
   *   label: string,
   *   issuerInLabel: boolean,
   *   algorithm: string,
   *   digits: number,
   *   period: number
   *   window: number
   * }}
   */ static get defaults() {
        return {
            issuer: "",
            label: "OTPAuth",
            issuerInLabel: true,
            algorithm: "SHA1",
            digits: 6,
            period: 30,
            window: 1
        };
    }
    /**
   * Calculates the counter. i.e. the number of periods since timestamp 0.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.period=30] Token time-step duration.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @returns {number} Counter.
   */ static counter({ period = TOTP.defaults.period, timestamp = Date.now() } = {}) {
        return Math.floor(timestamp / 1000 / period);
    }
    /**
   * Calculates the counter. i.e. the number of periods since timestamp 0.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @returns {number} Counter.
   */ counter({ timestamp = Date.now() } = {}) {
        return TOTP.counter({
            period: this.period,
            timestamp
        });
    }
    /**
   * Calculates the remaining time in milliseconds until the next token is generated.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.period=30] Token time-step duration.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @returns {number} counter.
   */ static remaining({ period = TOTP.defaults.period, timestamp = Date.now() } = {}) {
        return period * 1000 - timestamp % (period * 1000);
    }
    /**
   * Calculates the remaining time in milliseconds until the next token is generated.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @returns {number} counter.
   */ remaining({ timestamp = Date.now() } = {}) {
        return TOTP.remaining({
            period: this.period,
            timestamp
        });
    }
    /**
   * Generates a TOTP token.
   * @param {Object} config Configuration options.
   * @param {Secret} config.secret Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.period=30] Token time-step duration.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   * @returns {string} Token.
   */ static generate({ secret, algorithm, digits, period = TOTP.defaults.period, timestamp = Date.now(), hmac }) {
        return HOTP.generate({
            secret,
            algorithm,
            digits,
            counter: TOTP.counter({
                period,
                timestamp
            }),
            hmac
        });
    }
    /**
   * Generates a TOTP token.
   * @param {Object} [config] Configuration options.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @returns {string} Token.
   */ generate({ timestamp = Date.now() } = {}) {
        return TOTP.generate({
            secret: this.secret,
            algorithm: this.algorithm,
            digits: this.digits,
            period: this.period,
            timestamp,
            hmac: this.hmac
        });
    }
    /**
   * Validates a TOTP token.
   * @param {Object} config Configuration options.
   * @param {string} config.token Token value.
   * @param {Secret} config.secret Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.period=30] Token time-step duration.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @param {number} [config.window=1] Window of counter values to test.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   * @returns {number|null} Token delta or null if it is not found in the search window, in which case it should be considered invalid.
   */ static validate({ token, secret, algorithm, digits, period = TOTP.defaults.period, timestamp = Date.now(), window, hmac }) {
        return HOTP.validate({
            token,
            secret,
            algorithm,
            digits,
            counter: TOTP.counter({
                period,
                timestamp
            }),
            window,
            hmac
        });
    }
    /**
   * Validates a TOTP token.
   * @param {Object} config Configuration options.
   * @param {string} config.token Token value.
   * @param {number} [config.timestamp=Date.now] Timestamp value in milliseconds.
   * @param {number} [config.window=1] Window of counter values to test.
   * @returns {number|null} Token delta or null if it is not found in the search window, in which case it should be considered invalid.
   */ validate({ token, timestamp, window }) {
        return TOTP.validate({
            token,
            secret: this.secret,
            algorithm: this.algorithm,
            digits: this.digits,
            period: this.period,
            timestamp,
            window,
            hmac: this.hmac
        });
    }
    /**
   * Returns a Google Authenticator key URI.
   * @returns {string} URI.
   */ toString() {
        const e = encodeURIComponent;
        return "otpauth://totp/" + `${this.issuer.length > 0 ? this.issuerInLabel ? `${e(this.issuer)}:${e(this.label)}?issuer=${e(this.issuer)}&` : `${e(this.label)}?issuer=${e(this.issuer)}&` : `${e(this.label)}?`}` + `secret=${e(this.secret.base32)}&` + `algorithm=${e(this.algorithm)}&` + `digits=${e(this.digits)}&` + `period=${e(this.period)}`;
    }
    /**
   * Creates a TOTP object.
   * @param {Object} [config] Configuration options.
   * @param {string} [config.issuer=''] Account provider.
   * @param {string} [config.label='OTPAuth'] Account label.
   * @param {boolean} [config.issuerInLabel=true] Include issuer prefix in label.
   * @param {Secret|string} [config.secret=Secret] Secret key.
   * @param {string} [config.algorithm='SHA1'] HMAC hashing algorithm.
   * @param {number} [config.digits=6] Token length.
   * @param {number} [config.period=30] Token time-step duration.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   */ constructor({ issuer = TOTP.defaults.issuer, label = TOTP.defaults.label, issuerInLabel = TOTP.defaults.issuerInLabel, secret = new Secret(), algorithm = TOTP.defaults.algorithm, digits = TOTP.defaults.digits, period = TOTP.defaults.period, hmac } = {}){
        /**
     * Account provider.
     * @type {string}
     */ this.issuer = issuer;
        /**
     * Account label.
     * @type {string}
     */ this.label = label;
        /**
     * Include issuer prefix in label.
     * @type {boolean}
     */ this.issuerInLabel = issuerInLabel;
        /**
     * Secret key.
     * @type {Secret}
     */ this.secret = typeof secret === "string" ? Secret.fromBase32(secret) : secret;
        /**
     * HMAC hashing algorithm.
     * @type {string}
     */ this.algorithm = hmac ? algorithm : canonicalizeAlgorithm(algorithm);
        /**
     * Token length.
     * @type {number}
     */ this.digits = digits;
        /**
     * Token time-step duration.
     * @type {number}
     */ this.period = period;
        /**
     * Custom HMAC function.
     * @type {((algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array)|undefined}
     */ this.hmac = hmac;
    }
}

/**
 * Key URI regex (otpauth://TYPE/[ISSUER:]LABEL?PARAMETERS).
 * @type {RegExp}
 */ const OTPURI_REGEX = /^otpauth:\/\/([ht]otp)\/(.+)\?([A-Z0-9.~_-]+=[^?&]*(?:&[A-Z0-9.~_-]+=[^?&]*)*)$/i;
/**
 * RFC 4648 base32 alphabet with pad.
 * @type {RegExp}
 */ const SECRET_REGEX = /^[2-7A-Z]+=*$/i;
/**
 * Regex for supported algorithms in built-in HMAC function.
 * @type {RegExp}
 */ const ALGORITHM_REGEX = /^SHA(?:1|224|256|384|512|3-224|3-256|3-384|3-512)$/i;
/**
 * Regex for custom algorithms in user-defined HMAC function.
 * @type {RegExp}
 */ const ALGORITHM_CUSTOM_REGEX = /^[A-Z0-9]+(?:[_-][A-Z0-9]+)*$/i;
/**
 * Integer regex.
 * @type {RegExp}
 */ const INTEGER_REGEX = /^[+-]?\d+$/;
/**
 * Positive integer regex.
 * @type {RegExp}
 */ const POSITIVE_INTEGER_REGEX = /^\+?[1-9]\d*$/;
/**
 * HOTP/TOTP object/string conversion.
 * @see [Key URI Format](https://github.com/google/google-authenticator/wiki/Key-Uri-Format)
 */ class URI {
    /**
   * Parses a Google Authenticator key URI and returns an HOTP/TOTP object.
   * @param {string} uri Google Authenticator Key URI.
   * @param {Object} [config] Configuration options.
   * @param {(algorithm: string, key: Uint8Array, message: Uint8Array) => Uint8Array} [config.hmac] Custom HMAC function.
   * @returns {HOTP|TOTP} HOTP/TOTP object.
   */ static parse(uri, { hmac } = {}) {
        let uriGroups;
        try {
            uriGroups = uri.match(OTPURI_REGEX);
        // eslint-disable-next-line no-unused-vars
        } catch (_) {
        /* Handled below */ }
        if (!Array.isArray(uriGroups)) {
            throw new URIError("Invalid URI format");
        }
        // Extract URI groups.
        const uriType = uriGroups[1].toLowerCase();
        const uriLabel = uriGroups[2].split(/(?::|%3A) *(.+)/i, 2).map(decodeURIComponent);
        /** @type {Object.<string, string>} */ const uriParams = uriGroups[3].split("&").reduce((acc, cur)=>{
            const pairArr = cur.split(/=(.*)/, 2).map(decodeURIComponent);
            const pairKey = pairArr[0].toLowerCase();
            const pairVal = pairArr[1];
            /** @type {Object.<string, string>} */ const pairAcc = acc;
            pairAcc[pairKey] = pairVal;
            return pairAcc;
        }, {});
        // 'OTP' will be instantiated with 'config' argument.
        let OTP;
        const config = {};
        if (uriType === "hotp") {
            OTP = HOTP;
            // Counter: required
            if (typeof uriParams.counter !== "undefined" && INTEGER_REGEX.test(uriParams.counter)) {
                config.counter = parseInt(uriParams.counter, 10);
            } else {
                throw new TypeError("Missing or invalid 'counter' parameter");
            }
        } else if (uriType === "totp") {
            OTP = TOTP;
            // Period: optional
            if (typeof uriParams.period !== "undefined") {
                if (POSITIVE_INTEGER_REGEX.test(uriParams.period)) {
                    config.period = parseInt(uriParams.period, 10);
                } else {
                    throw new TypeError("Invalid 'period' parameter");
                }
            }
        } else {
            throw new TypeError("Unknown OTP type");
        }
        // Label: required
        // Issuer: optional
        if (typeof uriParams.issuer !== "undefined") {
            config.issuer = uriParams.issuer;
        }
        if (uriLabel.length === 2) {
            config.label = uriLabel[1];
            if (typeof config.issuer === "undefined" || config.issuer === "") {
                config.issuer = uriLabel[0];
            } else if (uriLabel[0] === "") {
                config.issuerInLabel = false;
            }
        } else {
            config.label = uriLabel[0];
            if (typeof config.issuer !== "undefined" && config.issuer !== "") {
                config.issuerInLabel = false;
            }
        }
        // Secret: required
        if (typeof uriParams.secret !== "undefined" && SECRET_REGEX.test(uriParams.secret)) {
            config.secret = uriParams.secret;
        } else {
            throw new TypeError("Missing or invalid 'secret' parameter");
        }
        // Algorithm: optional
        if (typeof uriParams.algorithm !== "undefined") {
            if ((hmac ? ALGORITHM_CUSTOM_REGEX : ALGORITHM_REGEX).test(uriParams.algorithm)) {
                config.algorithm = uriParams.algorithm;
            } else {
                throw new TypeError("Invalid 'algorithm' parameter");
            }
        }
        // Digits: optional
        if (typeof uriParams.digits !== "undefined") {
            if (POSITIVE_INTEGER_REGEX.test(uriParams.digits)) {
                config.digits = parseInt(uriParams.digits, 10);
            } else {
                throw new TypeError("Invalid 'digits' parameter");
            }
        }
        // HMAC: optional
        if (typeof hmac !== "undefined") {
            config.hmac = hmac;
        }
        return new OTP(config);
    }
    /**
   * Converts an HOTP/TOTP object to a Google Authenticator key URI.
   * @param {HOTP|TOTP} otp HOTP/TOTP object.
   * @returns {string} Google Authenticator Key URI.
   */ static stringify(otp) {
        if (otp instanceof HOTP || otp instanceof TOTP) {
            return otp.toString();
        }
        throw new TypeError("Invalid 'HOTP/TOTP' object");
    }
}

/**
 * Library version.
 * @type {string}
 */ const version = "9.5.2";



;// CONCATENATED MODULE: ./build/cognito/totp.js
/**
 * TOTP codes (RFC 6238) with the only parameters that Cognito accepts: HMAC-SHA1, six digits and 30 seconds.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */

const PERIOD_SECONDS = 30;
/**
 * Returns the code that is valid at `now`.
 *
 * @param secret base32 in upper or lower case, with or without white space and padding
 * @throws {TypeError} if the secret is not base32
 */
function totpCode(secret, now) {
    return TOTP.generate({
        secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')),
        algorithm: 'SHA1',
        digits: 6,
        period: PERIOD_SECONDS,
        timestamp: now.getTime(),
    });
}
/** Returns the time until the next code, 1 to 30000 milliseconds. */
function millisecondsToNextCode(now) {
    return TOTP.remaining({ period: PERIOD_SECONDS, timestamp: now.getTime() });
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/sign-in/custom-auth.js

/**
 * Starts with the custom challenges or with SRP. Only the code of the Lambda triggers knows which of them is right. A
 * trigger that expects no password may take `SRP_A` for a right answer, so SRP is the second choice.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
async function startCustomAuth({ name, userPoolId, srp }, start) {
    const startWithSrp = () => start({ name, srpUserPoolId: userPoolId });
    if (srp === 'first') {
        return startWithSrp();
    }
    try {
        const response = await start({ name, srpUserPoolId: undefined });
        return srp === 'if-refused' && asksForPassword(response) ? await startWithSrp() : response;
    }
    catch (error) {
        if (srp === 'if-refused' &&
            ((0,action_error/* isFailure */.N6)(error, 'custom-auth-rejected') || (0,action_error/* isFailure */.N6)(error, 'lambda-trigger-failed'))) {
            return startWithSrp();
        }
        throw error;
    }
}
/** Detects a challenge that cannot be answered without `SRP_A`. */
function asksForPassword(response) {
    return (response.kind === 'challenge' &&
        response.challenge.name === 'other' &&
        ['SRP_A', 'PASSWORD_VERIFIER'].includes(response.challenge.wireName));
}
/** The answers to the custom challenges of one sign-in. Each is given once. */
class ChallengeAnswers {
    #answers;
    #clientId;
    #given = 0;
    #lastQuestion;
    constructor(answers, clientId) {
        this.#answers = answers;
        this.#clientId = clientId;
    }
    /** The number of answers that nobody asked for. */
    get unused() {
        return this.#answers.length - this.#given;
    }
    /**
     * Returns the answer to the next challenge. After a wrong answer, Lambda triggers may ask again. Only the question
     * tells that from another challenge, so without a question the next answer is given as long as there is one.
     *
     * @throws {ActionError} `challenge-answer-wrong`, `challenge-answer-missing`
     */
    next({ question }) {
        const answer = this.#answers[this.#given];
        const isSame = this.#given > 0 && question === this.#lastQuestion;
        const details = { line: this.#given, clientId: this.#clientId };
        if (isSame && (question !== undefined || answer === undefined)) {
            throw new action_error/* ActionError */.lZ({ code: 'challenge-answer-wrong', ...details });
        }
        if (answer === undefined) {
            throw new action_error/* ActionError */.lZ({ code: 'challenge-answer-missing', ...details });
        }
        this.#given += 1;
        this.#lastQuestion = question;
        return answer;
    }
}

;// CONCATENATED MODULE: ./build/sign-in/password.js
/** Signs a user in with a password: runs the auth flow and answers its challenges. */





/** More than any sign-in needs, without its custom challenges. Ends the sign-in if a service never stops asking. */
const MAX_CHALLENGES = 8;
/** The attempts of a sign-in. It restarts if the answer to a challenge was lost, because that used up the session. */
const MAX_ATTEMPTS = 4;
/** Rejects with an `ActionError` if Cognito refuses the sign-in or asks a challenge that cannot be answered. */
function signInWithPassword(request, deps) {
    const signIn = new PasswordSignIn(request, deps);
    let hasWaited = false;
    return (0,retry/* retry */.L5)(() => signIn.attempt(), {
        // A used code means that another job with the same authenticator app was faster. The refusal may have ended the
        // session, so the sign-in restarts.
        shouldRetry: (error, attempt) => (0,action_error/* isFailure */.N6)(error, 'totp-code-used') ? !hasWaited : (0,action_error/* isFailure */.N6)(error, 'session-invalid') && attempt < MAX_ATTEMPTS,
        delayMs: (_, error) => ((0,action_error/* isFailure */.N6)(error, 'totp-code-used') ? nextCodeDelayMs(deps) : 0),
        onRetry(error, delayMs) {
            if ((0,action_error/* isFailure */.N6)(error, 'totp-code-used')) {
                hasWaited = true;
                reportWait(deps, delayMs);
            }
        },
        timeLimit: deps.timeLimit,
    });
}
/** Waits this much longer for the next code, in case the clocks differ slightly. */
const CLOCK_MARGIN_MS = 1000;
function nextCodeDelayMs({ clock }) {
    return millisecondsToNextCode(clock.now()) + CLOCK_MARGIN_MS;
}
function reportWait({ progress }, delayMs) {
    progress.report(`waiting ${Math.ceil(delayMs / 1000)} s for the next code: Cognito takes each code once`);
}
/** A sign-in, with the state that it keeps between attempts. */
class PasswordSignIn {
    #request;
    #deps;
    #appClient;
    #authFlows;
    #totpSecret;
    /** Cognito takes each code once, also across enrolment and sign-in. */
    #usedCode = '';
    constructor(request, deps) {
        this.#request = request;
        this.#deps = deps;
        this.#appClient = deps.cognito.appClient(request.appClient);
        this.#authFlows = authFlowsOf(request, deps.cognito, this.#appClient);
        this.#totpSecret = request.totpSecret;
    }
    async attempt() {
        const { flow, appClient, clientMetadata } = this.#request;
        const answers = new ChallengeAnswers(flow.name === 'CUSTOM_AUTH' ? flow.answers : [], appClient.clientId);
        const maxChallenges = MAX_CHALLENGES + answers.unused;
        let response = await this.#start();
        for (let answered = 0; response.kind === 'challenge' && answered < maxChallenges; answered++) {
            response = await this.#authFlows.answer(await this.#answerTo(response.challenge, answers), clientMetadata);
        }
        if (response.kind === 'challenge') {
            throw this.#unsupported(response.challenge);
        }
        return { tokens: (0,tokens/* parseUserTokens */.BM)(response.tokens), unusedAnswers: answers.unused };
    }
    #start() {
        const { flow, username, password, clientMetadata } = this.#request;
        const start = (apiFlow) => this.#authFlows.start({ flow: apiFlow, username, password, clientMetadata });
        return flow.name === 'CUSTOM_AUTH' ? startCustomAuth(flow, start) : start(flow);
    }
    /** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
    async #answerTo(challenge, answers) {
        const { session, username } = challenge;
        switch (challenge.name) {
            case 'SOFTWARE_TOKEN_MFA':
                return { name: challenge.name, session, username, code: await this.#nextCode() };
            case 'MFA_SETUP':
                return { name: challenge.name, session: await this.#enrolTotp(challenge, challenge.choices), username };
            case 'SELECT_MFA_TYPE':
                this.#assertOffered(challenge, challenge.choices, 'SOFTWARE_TOKEN_MFA');
                return { name: challenge.name, session, username, choice: 'SOFTWARE_TOKEN_MFA' };
            case 'SELECT_CHALLENGE':
                this.#assertOffered(challenge, challenge.choices, 'PASSWORD');
                return { name: challenge.name, session, username, choice: 'PASSWORD', password: this.#request.password };
            case 'CUSTOM_CHALLENGE':
                if (this.#request.flow.name !== 'CUSTOM_AUTH') {
                    throw this.#unsupported(challenge);
                }
                return { name: challenge.name, session, username, answer: answers.next(challenge) };
            case 'other':
                throw this.#unsupported(challenge);
        }
    }
    /** Enrols an authenticator app for the user. Returns the session in which the sign-in continues. */
    async #enrolTotp(challenge, choices) {
        this.#assertOffered(challenge, choices, 'SOFTWARE_TOKEN_MFA');
        if (!this.#request.mayEnrolTotp) {
            throw this.#unsupported(challenge);
        }
        const { totpSecret, session } = await this.#appClient.associateTotp(challenge.session);
        this.#totpSecret = totpSecret;
        const verified = await this.#appClient.verifyTotp(session, await this.#nextCode());
        return verified.session;
    }
    /** Waits until the current code has not been used yet. */
    async #nextCode() {
        if (this.#totpSecret === '') {
            throw new action_error/* ActionError */.lZ({ code: 'totp-secret-needed', clientId: this.#request.appClient.clientId });
        }
        if (this.#currentCode() === this.#usedCode) {
            const delayMs = nextCodeDelayMs(this.#deps);
            reportWait(this.#deps, delayMs);
            await this.#deps.timeLimit.sleep(delayMs);
        }
        return () => {
            this.#usedCode = this.#currentCode();
            return this.#usedCode;
        };
    }
    #currentCode() {
        return totpCode(this.#totpSecret, this.#deps.clock.now());
    }
    #assertOffered(challenge, choices, choice) {
        if (!choices.includes(choice)) {
            throw this.#unsupported(challenge, choices);
        }
    }
    #unsupported(challenge, choices = []) {
        const name = challenge.name === 'other' ? challenge.wireName : challenge.name;
        const { appClient, mayEnrolTotp: isEphemeral } = this.#request;
        const { clientId } = appClient;
        return new action_error/* ActionError */.lZ({ code: 'challenge-unsupported', challenge: name, choices, clientId, isEphemeral });
    }
}
function authFlowsOf({ flow, appClient }, cognito, unsigned) {
    return flow.name === 'ADMIN_USER_PASSWORD_AUTH'
        ? cognito.userPool(flow.userPool).adminAuthFlows(appClient)
        : unsigned.authFlows;
}

;// CONCATENATED MODULE: ./build/sign-in/user.js


/** Signs a user in with a password, through Cognito's API or at the login page. Rejects with an `ActionError`. */
async function signInUser({ flow, ...request }, deps) {
    if (flow.name !== 'AUTHORIZATION_CODE') {
        return signInWithPassword({ ...request, flow }, deps);
    }
    const login = loginRequest(request, flow);
    return { tokens: (0,tokens/* parseScopedTokens */.Kf)(await deps.loginPage.signIn(login), 'token endpoint'), unusedAnswers: 0 };
}
function loginRequest({ appClient, username, password }, { domain, redirectUri, scopes }) {
    const { clientId, clientSecret } = appClient;
    return { domain, clientId, clientSecret, redirectUri, scopes, username, password };
}

;// CONCATENATED MODULE: ./build/check/checks.js





function checksOf(config, deps) {
    const { probe } = config.outputOptions;
    return [
        ...checksOfMode(config, deps),
        ...(probe === undefined
            ? []
            : [{ title: 'The API refuses a call without a token', run: () => assertGuarded(probe, deps.probeApi) }]),
    ];
}
function checksOfMode(config, deps) {
    switch (config.mode) {
        case 'ephemeral':
            return [...userPoolChecks(config, deps), ...signInChecks(config, deps)];
        case 'stored':
            return signInChecks(config, deps);
        case 'refresh': {
            const { appClient, clientMetadata } = config;
            const request = { refreshToken: (0,ephemeral_user/* randomBase32 */.OL)(deps.random), deviceKey: undefined, clientMetadata };
            const appClientOperations = deps.cognito.appClient(appClient);
            return [
                {
                    title: 'The app client refreshes tokens',
                    run: () => expectRefusal(appClientOperations.refreshTokens(request), isOneOf(['refresh-token-rejected'])),
                },
            ];
        }
        case 'client-credentials':
            return [{ title: 'The app client gets a token', run: () => (0,client_credentials/* signInClient */._)(config, deps) }];
    }
}
function userPoolChecks({ userPool, users, createWith, groups, clientMetadata }, deps) {
    const [{ username, permanentPassword }] = users;
    const operations = deps.cognito.userPool(userPool);
    const creation = createWith === 'admin'
        ? [
            { title: 'AdminCreateUser is allowed', run: () => operations.resendInvitation(username) },
            {
                title: 'AdminSetUserPassword is allowed',
                run: () => operations.setPermanentPassword(username, permanentPassword),
            },
        ]
        : [{ title: 'AdminConfirmSignUp is allowed', run: () => operations.confirmSignUp(username, clientMetadata) }];
    const checks = [
        ...creation,
        ...groups.map((group) => ({
            title: `AdminAddUserToGroup is allowed for ${group}`,
            run: () => operations.addToGroup(username, group),
        })),
        { title: 'AdminDeleteUser is allowed', run: () => operations.deleteUser(username) },
    ];
    return checks.map(({ title, run }) => ({ title, run: () => expectRefusal(run(), isOneOf(['user-vanished'])) }));
}
/** An authorization code that nobody has, in Cognito's format. */
const MADE_UP_CODE = '00000000-0000-4000-8000-000000000000';
function signInChecks(config, deps) {
    const { appClient, authFlow: flow, clientMetadata } = config;
    const request = {
        appClient,
        // Nobody is given the answers: Lambda triggers may take each of them once.
        flow: flow.name === 'CUSTOM_AUTH' ? { ...flow, answers: [] } : flow,
        username: config.mode === 'ephemeral' ? config.users[0].username : `nobody-${(0,ephemeral_user/* randomBase32 */.OL)(deps.random)}`,
        password: (0,ephemeral_user/* randomBase32 */.OL)(deps.random),
        clientMetadata,
        totpSecret: '',
        mayEnrolTotp: false,
    };
    const signInNobody = async () => {
        const { tokens } = await signInUser(request, deps);
        // A user migration trigger that accepts everybody has just created this user.
        const deletion = config.mode === 'ephemeral'
            ? deps.cognito.userPool(config.userPool).deleteUser(request.username)
            : deps.cognito.appClient(appClient).deleteSignedInUser(tokens.accessToken);
        // The name of an ephemeral user is masked, but not in the job summary.
        const user = config.mode === 'ephemeral' ? 'the ephemeral user' : `the user ${request.username}`;
        await deletion.catch((error) => {
            throw (0,action_error/* withIntroduction */.l6)(error, `A user migration trigger created ${user}, who stays.`);
        });
    };
    const checks = [
        {
            title: `The app client signs users in with ${flow.name}`,
            run: () => expectRefusal(signInNobody(), (error) => isRefusalOfNobody(error, flow.name)),
        },
    ];
    if (flow.name !== 'AUTHORIZATION_CODE') {
        return checks;
    }
    const exchange = () => deps.loginPage.exchangeCode(loginRequest(request, flow), MADE_UP_CODE);
    const title = 'The token endpoint accepts the app client';
    return [...checks, { title, run: () => expectRefusal(exchange(), isOneOf(['code-rejected'])) }];
}
/**
 * How a sign-in ends for a user who does not exist, where the app client hides that.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
const HIDDEN_REFUSALS = {
    // Cognito asks one of the user pool's challenges at random.
    USER_AUTH: ['challenge-unsupported'],
    CUSTOM_AUTH: ['custom-auth-rejected', 'challenge-answer-missing'],
};
function isRefusalOfNobody(error, flow) {
    return (isOneOf(['sign-in-rejected', 'user-unknown', ...(HIDDEN_REFUSALS[flow] ?? [])])(error) || isTriggerRefusal(error));
}
/** A Lambda trigger may refuse a user who does not exist. One that does not run or answer would refuse everybody. */
function isTriggerRefusal(error) {
    const names = ['UnexpectedLambdaException', 'InvalidLambdaResponseException'];
    return (0,action_error/* isFailure */.N6)(error, 'lambda-trigger-failed') && !names.some((name) => (0,action_error/* isServiceError */.gi)(error, name));
}
function isOneOf(codes) {
    return (error) => codes.some((code) => (0,action_error/* isFailure */.N6)(error, code));
}
/** Swallows the refusal that is right for something that does not exist. */
async function expectRefusal(call, isRight) {
    try {
        await call;
    }
    catch (error) {
        if (!isRight(error)) {
            throw error;
        }
    }
}

;// CONCATENATED MODULE: ./build/check/run-checks.js

/**
 * Runs all checks, and shows their results in the log and the job summary.
 *
 * @throws {ActionError} `check-failed`, which lists all problems; `interrupted`; `out-of-time` before any problem
 */
async function runChecks(checks, runner) {
    const rows = [];
    const problems = new Set();
    for (const { title, run } of checks) {
        try {
            await run();
            runner.info(`✓ ${title}`);
            rows.push([title, '✓']);
        }
        catch (error) {
            const isOutOfTime = (0,action_error/* isFailure */.N6)(error, 'out-of-time');
            if ((0,action_error/* isFailure */.N6)(error, 'interrupted') || (isOutOfTime && problems.size === 0)) {
                throw error;
            }
            const message = (0,action_error/* formatMessage */.hw)(error, runner.action.troubleshooting);
            runner.info(`✗ ${title}: ${message}`);
            rows.push([title, message]);
            problems.add(message);
            if (isOutOfTime) {
                break;
            }
        }
    }
    await runner.writeSummary('Check of the set-up', rows);
    if (problems.size > 0) {
        throw new action_error/* ActionError */.lZ({ code: 'check-failed', problems: [...problems] });
    }
}

// EXTERNAL MODULE: ./build/config.js
var build_config = __webpack_require__(6564);
// EXTERNAL MODULE: ./build/cleanup/saved-users.js
var saved_users = __webpack_require__(6489);
// EXTERNAL MODULE: ./build/cleanup/usernames.js
var usernames = __webpack_require__(8878);
;// CONCATENATED MODULE: ./build/cleanup/plan.js



/** The proxy and the files come first: they work with tokens, and it takes no call to Cognito to remove them. */
function planCleanup(config, endpoints, checkpoint) {
    return {
        endpoints,
        tasks: [...proxyTasks(checkpoint), ...fileTasks(config), ...userTasks(config, checkpoint)],
        jobSummary: config.outputOptions.jobSummary,
    };
}
function fileTasks({ files }) {
    return build_config/* FILE_KINDS */.Rt.flatMap((file) => {
        const path = files[file];
        return path === undefined ? [] : [{ kind: 'remove-file', file, path }];
    });
}
function proxyTasks(checkpoint) {
    const proxy = 'proxy' in checkpoint ? checkpoint.proxy : undefined;
    return proxy === undefined ? [] : [{ kind: 'stop-proxy', ...proxy }];
}
function userTasks(config, checkpoint) {
    switch (config.mode) {
        case 'ephemeral':
            return ephemeralUserTasks(config, checkpoint);
        case 'stored':
            return config.revokeToken ? storedUserTasks(config, checkpoint) : [];
        case 'refresh':
        case 'client-credentials':
            return [];
    }
}
/**
 * Until the outputs are written, users to keep are deleted as well, because nobody would know their passwords. The
 * identities come last, because nobody can use one without its user.
 */
function ephemeralUserTasks(config, checkpoint) {
    const { userPool, deleteUser } = config;
    const users = poolUsersAt(checkpoint, config);
    if (checkpoint.at === 'outputs-written' && !deleteUser) {
        return [{ kind: 'keep-users', userPoolId: userPool.userPoolId, count: users.length }];
    }
    if (users.length === 0) {
        return [];
    }
    return [
        {
            kind: 'delete-users',
            userPool,
            usernames: (0,usernames/* packUsernames */.H)(users.map((user) => nameToDelete(user, users.length))),
            creation: users.every(({ poolUsername }) => poolUsername !== undefined) ? 'confirmed' : 'begun',
            sessions: userSessionsOf(config, checkpoint),
        },
        ...identityTasks(config, checkpoint),
    ];
}
function identityTasks({ userPool, identityPool, files }, checkpoint) {
    const ids = 'identityIds' in checkpoint ? checkpoint.identityIds : undefined;
    if (identityPool === undefined || ids === undefined) {
        return [];
    }
    const identities = files.users === undefined ? { ids } : { path: files.users, digest: (0,saved_users/* digestOf */.o)(ids) };
    return [{ kind: 'delete-identities', identityPool: identityPool.target, identities, userPool }];
}
function poolUsersAt(checkpoint, config) {
    switch (checkpoint.at) {
        case 'before-sign-in':
            return [];
        case 'users-changed':
            return checkpoint.users;
        default: {
            const [{ tokens }] = checkpoint.signedIn;
            const [{ username }] = config.users;
            return config.users.length === 1
                ? [{ username, poolUsername: tokens.kind === 'user' ? tokens.poolUsername : '' }]
                : config.users.map((user) => ({ username: user.username, poolUsername: user.username }));
        }
    }
}
/**
 * Prefers the user pool's own name, because a user can change the e-mail address or phone number. But many users are
 * deleted by their generated usernames: these share all but the random part, and the state has to stay small.
 */
function nameToDelete({ username, poolUsername }, count) {
    return count === 1 ? poolUsername || username : username;
}
/** The tokens of many users do not fit into the state, so post reads them from the users file before it removes it. */
function userSessionsOf(config, checkpoint) {
    if (!('signedIn' in checkpoint)) {
        return undefined;
    }
    const { users: path } = config.files;
    const [signedIn] = checkpoint.signedIn;
    const { region, clientId } = config.appClient;
    return path === undefined ? userSessionOf(config, signedIn) : { region, clientId, path };
}
function userSessionOf({ appClient }, { tokens }) {
    if (tokens.kind === 'client') {
        return undefined;
    }
    const { region, clientId } = appClient;
    const { accessToken, refreshToken, expiresAt, newDevice } = tokens;
    return { region, clientId, accessToken, refreshToken, expiresAt: expiresAt.toISOString(), deviceKey: newDevice?.key };
}
/** The device comes first, because revoking the refresh token invalidates the access token that forgets the device. */
function storedUserTasks(config, checkpoint) {
    const session = 'signedIn' in checkpoint ? userSessionOf(config, checkpoint.signedIn[0]) : undefined;
    if (session === undefined) {
        return [];
    }
    const { region, clientId, refreshToken, deviceKey } = session;
    const deviceTasks = deviceKey === undefined ? [] : [{ kind: 'forget-device', ...session, deviceKey }];
    return [...deviceTasks, { kind: 'revoke-token', region, clientId, refreshToken }];
}

// EXTERNAL MODULE: ./build/cleanup/state.js
var state = __webpack_require__(9258);
// EXTERNAL MODULE: ./build/inputs/checks.js
var checks = __webpack_require__(7555);
// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
// EXTERNAL MODULE: ./build/inputs/formats/user-pool.js
var user_pool = __webpack_require__(7603);
// EXTERNAL MODULE: ./build/inputs/formats/job.js
var job = __webpack_require__(7396);
;// CONCATENATED MODULE: ./build/inputs/probe.js

const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** @returns undefined without `probe-url` */
function readProbe(reader) {
    const url = reader.optional('probe-url');
    const method = reader.choice('probe-method', PROBE_METHODS);
    const header = readTokenHeader(reader);
    return url === undefined ? undefined : { url, displayUrl: withoutQuery(url), method, header };
}
function readTokenHeader(reader) {
    const { name = '', template = '' } = job/* TOKEN_HEADER */.wE.pattern.exec(reader.value('token-header'))?.groups ?? {};
    return { name, template };
}
/** @param fix a sentence */
function rejectIdTokenHeader(reader, condition, fix) {
    if (reader.value('token-header').includes('{id-token}')) {
        reader.addProblem('token-header', `contains {id-token}, but there is no ID token ${condition}. ${fix}`);
    }
}
function withoutQuery(url) {
    const { origin, pathname } = URL.parse(url) ?? { origin: '', pathname: '' };
    return `${origin}${pathname}`;
}

// EXTERNAL MODULE: ./build/inputs/user-pool.js
var inputs_user_pool = __webpack_require__(6080);
;// CONCATENATED MODULE: ./build/inputs/oauth.js
/** Reads the inputs of the OAuth 2.0 endpoints: the user pool domain and the scopes. */




/**
 * The scopes of OpenID Connect, and the scope of the user's own API calls.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const USER_SCOPES = ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'];
/** Partitions without user pools (China), or whose hosts of prefix domains AWS does not document. */
const UNKNOWN_HOSTS = /^(?:cn|eusc|[a-z]+-iso[a-z]*)-/;
/**
 * Resolves a domain that is given as prefix, host or URL.
 *
 * @returns its origin, with the path that emulators have before `/oauth2/token`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
function readDomain(reader, region) {
    const domain = reader.value('domain');
    if (reader.hasProblem('domain')) {
        return domain;
    }
    if (domain.includes('://')) {
        const { origin, pathname } = new URL(domain);
        return origin + pathname.replace(/\/(?:oauth2\/token)?$/, '');
    }
    if (domain.includes('.')) {
        return `https://${domain}`;
    }
    const requiredRegion = (0,inputs_user_pool/* requireRegion */.CI)(reader, region);
    if (UNKNOWN_HOSTS.test(requiredRegion)) {
        const fix = 'Set domain to the whole host, like auth.example.com.';
        reader.addProblem('domain', `is a prefix, whose host in ${requiredRegion} this action does not know. ${fix}`);
    }
    // GovCloud has only FIPS endpoints.
    const service = requiredRegion.startsWith('us-gov-') ? 'auth-fips' : 'auth';
    return `https://${domain}.${service}.${requiredRegion}.amazoncognito.com`;
}
/** Chooses the token endpoint of the domain or, without a domain, Cognito's API (`GetClientToken`). */
function readTokenSource(reader, region) {
    if (reader.text('domain') !== '') {
        return { kind: 'token-endpoint', domain: readDomain(reader, region) };
    }
    if (region === undefined) {
        const alternative = 'If the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH, you can set aws-region instead.';
        reader.addMissing('domain', `is empty, and so is aws-region. Set domain. ${alternative}`);
    }
    return { kind: 'api', region: region ?? '' };
}
/** @returns an empty list for all scopes that the app client allows */
function readClientScopes(reader) {
    const scopes = reader.list('scopes', user_pool/* SCOPES */.iW);
    const userScopes = scopes.filter((scope) => USER_SCOPES.includes(scope));
    if (userScopes.length > 0) {
        const names = (0,lists/* andList */.c)(userScopes);
        const reason = 'an app client gets only scopes of resource servers, like orders/read.';
        reader.addProblem('scopes', `contains ${names}, which only users get. Remove ${names}: ${reason}`);
    }
    return scopes;
}
/** @returns an empty list for all scopes that the app client allows */
function readUserScopes(reader) {
    const scopes = reader.list('scopes', user_pool/* SCOPES */.iW);
    if (scopes.length > 0 && !scopes.includes('openid')) {
        rejectIdTokenHeader(reader, 'without the scope openid', 'Add openid to scopes, or use {access-token}.');
        if (reader.text('identity-pool-id') !== '') {
            reader.addProblem('scopes', 'does not contain openid, but identity-pool-id needs an ID token. Add openid.');
        }
    }
    return scopes;
}

// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
;// CONCATENATED MODULE: ./build/inputs/auth-flow.js



const REFRESH_ADVICE = 'To use a refresh token, set mode: refresh and remove auth-flow.';
/** Advice for other auth flows of Cognito, by their lower-case names. */
const ADVICE = new Map([
    ['admin_no_srp_auth', 'Its new name is ADMIN_USER_PASSWORD_AUTH.'],
    ['custom_challenge', 'Did you mean CUSTOM_AUTH?'],
    ['refresh_token_auth', REFRESH_ADVICE],
    ['refresh_token', REFRESH_ADVICE],
]);
/** @param userPool may have an empty ID if the auth flow does not need it */
function readAuthFlow(reader, userPool, srp) {
    const name = reader.choice('auth-flow', rules/* AUTH_FLOWS */.HR, ADVICE);
    (0,checks/* checkDependents */.L)(reader, 'auth-flow', name);
    switch (name) {
        case 'USER_SRP_AUTH':
            return { name, userPoolId: userPool.userPoolId };
        case 'ADMIN_USER_PASSWORD_AUTH':
            return { name, userPool };
        case 'CUSTOM_AUTH':
            if (srp === 'first') {
                reader.require('user-pool-id', 'with auth-flow CUSTOM_AUTH and a password');
            }
            return { name, userPoolId: userPool.userPoolId, srp, answers: reader.lines('challenge-answers') };
        case 'AUTHORIZATION_CODE':
            return {
                name,
                domain: readDomain(reader, userPool.region),
                redirectUri: reader.value('redirect-uri'),
                scopes: readUserScopes(reader),
            };
        default:
            return { name };
    }
}

// EXTERNAL MODULE: ./build/inputs/formats/user.js
var user = __webpack_require__(2308);
;// CONCATENATED MODULE: ./build/inputs/identity-pool.js

/**
 * Reads which identity pool to get AWS credentials from.
 *
 * @returns undefined without `identity-pool-id`
 */
function readIdentityPool(reader) {
    const identityPoolId = reader.optional('identity-pool-id');
    const roleArn = reader.optional('identity-role');
    if (identityPoolId === undefined) {
        if (roleArn !== undefined) {
            reader.addMissing('identity-pool-id', 'is empty, but identity-role is set. Set it, or remove identity-role.');
        }
        return undefined;
    }
    reader.require('user-pool-id', 'with identity-pool-id');
    const { region = '' } = user_pool/* IDENTITY_POOL_ID */.a9.pattern.exec(identityPoolId)?.groups ?? {};
    return {
        target: { region, identityPoolId },
        userPoolId: reader.value('user-pool-id'),
        /** The role to ask for. Undefined for the one that the identity pool chooses. */
        roleArn,
    };
}

// EXTERNAL MODULE: ./build/quotas.js
var quotas = __webpack_require__(5535);
;// CONCATENATED MODULE: ./build/inputs/many-users.js

/** The attributes that identify a user, by the username format that they belong to. */
const IDENTIFYING_ATTRIBUTES = {
    email: 'email',
    'phone-number': 'phone_number',
    plain: 'preferred_username',
};
function checkManyUsers(reader, inputs) {
    const { userCount, usernameFormat, userAttributes } = inputs;
    if (userCount === 1) {
        return;
    }
    const attribute = IDENTIFYING_ATTRIBUTES[usernameFormat];
    if (userAttributes[attribute] !== undefined) {
        reader.addProblem('user-attributes', `sets ${attribute}, which would be the same for all ${userCount} users. Remove it.`);
    }
    const minSeconds = (0,quotas/* minSecondsFor */.J1)(userCount, inputs);
    if (minSeconds > Number(reader.text('timeout-seconds'))) {
        reader.addProblem('users', `is ${userCount}, which takes at least ${minSeconds} seconds at Cognito's default request quotas. Raise timeout-seconds, or lower users.`);
    }
}

;// CONCATENATED MODULE: ./build/inputs/proxy.js




const SIGNATURE_ADVICE = 'Did you mean sigv4?';
const TOKEN_ADVICE = 'Did you mean token? token-header says which one, and in which header.';
const proxy_ADVICE = new Map([
    ...['iam', 'aws', 'aws_iam', 'aws4', 'signature'].map((word) => [word, SIGNATURE_ADVICE]),
    ...['bearer', 'jwt', 'header', 'id-token', 'access-token'].map((word) => [word, TOKEN_ADVICE]),
]);
/** @returns undefined without `proxy-to` */
function readProxy(reader) {
    const target = reader.optional('proxy-to');
    /** 0 for a free port. */
    const port = reader.integer('proxy-port', 0, 65_535);
    const auth = reader.choice('proxy-auth', ['token', 'sigv4'], proxy_ADVICE);
    (0,checks/* checkDependents */.L)(reader, 'proxy-auth', auth);
    /** The service in signatures. Undefined if the host says it. */
    const service = reader.optional('sigv4-service');
    const header = readTokenHeader(reader);
    if (target === undefined) {
        noticeUnused(reader);
    }
    else if (port === portOnThisMachine(target)) {
        const problem = 'is the port of proxy-to, so the proxy would call itself.';
        reader.addProblem('proxy-port', `${problem} Set another port, or 0 for a free one.`);
    }
    return target === undefined ? undefined : { target, port, auth, service, header };
}
/** Returns the target's port if it is at the proxy's own address. */
function portOnThisMachine(target) {
    const { hostname, protocol, port } = URL.parse(target) ?? {};
    const defaultPort = protocol === 'http:' ? 80 : 443;
    return hostname === 'localhost' || hostname === '127.0.0.1' ? Number(port || defaultPort) : undefined;
}
/** An app client has no identity in an identity pool. */
function rejectSignatures(reader) {
    if (reader.text('proxy-auth') === 'sigv4') {
        const problem = 'is sigv4, which needs the AWS credentials of a user, but mode is client-credentials.';
        reader.addProblem('proxy-auth', `${problem} Set mode: ephemeral, stored or refresh, or remove proxy-auth.`);
    }
}
function noticeUnused(reader) {
    const unused = ['proxy-port', 'proxy-auth', 'sigv4-service'].filter((name) => reader.text(name) !== (rules/* INPUT_RULES */.bK[name].default ?? ''));
    if (unused.length > 0) {
        const names = (0,lists/* andList */.c)(unused);
        const consequence = `so ${names} ${unused.length === 1 ? 'has' : 'have'} no effect`;
        reader.addNotice('proxy-to', `is empty, ${consequence}. Set it, or remove ${names}.`);
    }
}

// EXTERNAL MODULE: ./build/inputs/reading/reader.js + 3 modules
var reader = __webpack_require__(5013);
;// CONCATENATED MODULE: ./build/inputs/action.js
/** Parses the inputs of the action: from strings to a union discriminated by `mode`. */












/** Returns the values to mask before any input is parsed, with and without the white space around their lines. */
function secretValuesIn(source) {
    const values = (0,rules/* secretInputsFor */.Fx)(rules/* MODES */.FN).map((name) => source.readInput(name));
    return new Set(values.flatMap((value) => [value, ...value.split('\n')]).flatMap((text) => [text, text.trim()]));
}
const MACHINE_ADVICE = 'Did you mean client-credentials?';
const MODE_ADVICE = new Map(['m2m', 'machine', 'machine-to-machine', 'service'].map((word) => [word, MACHINE_ADVICE]));
const MODE_READERS = {
    ephemeral: readEphemeral,
    stored: readStored,
    refresh: readRefresh,
    'client-credentials': readClientCredentials,
};
/** @throws {ActionError} `inputs-invalid`, which lists all problems */
function parseInputs(source) {
    return reader/* InputReader */.i.readValid(source, rules/* MODES */.FN, (reader) => {
        (0,checks/* checkValues */.X)(reader, ['mode']);
        const mode = reader.choice('mode', rules/* MODES */.FN, MODE_ADVICE);
        reader.assertValid();
        (0,checks/* checkDependents */.L)(reader, 'mode', mode);
        (0,checks/* checkValues */.X)(reader, (0,rules/* inputsFor */.pz)([mode]));
        // Only users are created in the primary region alone.
        const region = (0,inputs_user_pool/* readRegion */.XP)(reader, mode !== 'ephemeral');
        return { ...MODE_READERS[mode](reader, region), ...readCommon(reader, mode) };
    });
}
function readCommon(reader, mode) {
    return {
        outputOptions: {
            probe: readProbe(reader),
            storageStateOrigin: URL.parse(reader.value('storage-state-origin'))?.origin,
            postmanEnvironment: reader.boolean('postman-environment'),
            envFile: reader.optional('env-file') !== undefined,
            /** Undefined if nothing is exported. */
            envPrefix: readEnvPrefix(reader),
            jobSummary: reader.boolean('job-summary'),
        },
        proxyInputs: readProxy(reader),
        /** Looks at the set-up only, and creates no user and no tokens. */
        check: reader.boolean('check'),
        clientMetadata: reader.pairs('client-metadata'),
        timeoutSeconds: reader.integer('timeout-seconds', 1, 3600),
        /** Secrets whose white space was removed, for example a line break that `echo` added. */
        trimmedSecrets: (0,rules/* secretInputsFor */.Fx)([mode]).filter((name) => !rules/* INPUT_RULES */.bK[name].hasLines && reader.hasWhiteSpaceAround(name)),
    };
}
function readEnvPrefix(reader) {
    const prefix = reader.optional('env-prefix');
    if (prefix !== undefined && !prefix.endsWith('_')) {
        reader.addNotice('env-prefix', 'does not end with _, so variables have names like PORTMANID_TOKEN. Add it.');
    }
    return prefix;
}
function readEphemeral(reader, region) {
    const appClient = readAppClient(reader, region);
    const userPool = (0,inputs_user_pool/* readUserPool */.If)(reader, appClient.region);
    const usernameFormat = reader.choice('username-format', ephemeral_user/* USERNAME_FORMATS */.Ox);
    (0,checks/* checkDependents */.L)(reader, 'username-format', usernameFormat);
    const inputs = {
        mode: 'ephemeral',
        appClient,
        userPool,
        authFlow: readAuthFlow(reader, userPool, 'if-refused'),
        usernameFormat,
        createWith: reader.choice('create-with', ['admin', 'sign-up']),
        userCount: reader.integer('users', 1, 1000),
        emailDomain: reader.value('email-domain').toLowerCase(),
        passwordLength: reader.integer('password-length', 8, 256),
        userAttributes: reader.pairs('user-attributes'),
        groups: reader.list('groups', user/* GROUPS */.fd),
        identityPool: readIdentityPool(reader),
        deleteUser: reader.boolean('delete-user'),
    };
    checkManyUsers(reader, inputs);
    return inputs;
}
function readStored(reader, region) {
    const appClient = readAppClient(reader, region);
    const password = reader.optional('password');
    return {
        mode: 'stored',
        appClient,
        userPoolId: reader.optional('user-pool-id'),
        authFlow: readAuthFlow(reader, (0,inputs_user_pool/* readUserPool */.If)(reader, appClient.region), password === undefined ? 'never' : 'first'),
        username: reader.value('username'),
        /** Undefined only with CUSTOM_AUTH. */
        password,
        /** Base32; undefined for a user without an authenticator app. */
        totpSecret: reader.optional('totp-secret'),
        identityPool: readIdentityPool(reader),
        revokeToken: reader.boolean('revoke-token'),
    };
}
function readRefresh(reader, region) {
    return {
        mode: 'refresh',
        appClient: readAppClient(reader, region),
        userPoolId: reader.optional('user-pool-id'),
        refreshToken: reader.value('refresh-token'),
        /** The device that the refresh token belongs to; undefined if the user pool does not remember devices. */
        deviceKey: reader.optional('device-key'),
        identityPool: readIdentityPool(reader),
    };
}
function readClientCredentials(reader, region) {
    rejectIdTokenHeader(reader, 'in mode client-credentials', 'Use {access-token}.');
    rejectSignatures(reader);
    return {
        mode: 'client-credentials',
        clientId: reader.value('client-id'),
        clientSecret: reader.value('client-secret'),
        tokenSource: readTokenSource(reader, region),
        scopes: readClientScopes(reader),
    };
}
function readAppClient(reader, region) {
    return {
        region: (0,inputs_user_pool/* requireRegion */.CI)(reader, region),
        clientId: reader.value('client-id'),
        clientSecret: reader.optional('client-secret'),
    };
}

;// CONCATENATED MODULE: ./build/outputs/outputs.js
/** The keys of outputs in files: of a Postman environment, and of each user in the users file. */
const VARIABLES = new Map([
    ['USERNAME', { key: 'username', type: 'secret' }],
    ['PASSWORD', { key: 'password', type: 'secret' }],
    ['ID_TOKEN', { key: 'idToken', type: 'secret' }],
    ['ACCESS_TOKEN', { key: 'accessToken', type: 'secret' }],
    ['REFRESH_TOKEN', { key: 'refreshToken', type: 'secret' }],
    ['EXPIRES_AT', { key: 'expiresAt', type: 'default' }],
    ['SUB', { key: 'sub', type: 'default' }],
    ['AWS_ACCESS_KEY_ID', { key: 'awsAccessKeyId', type: 'secret' }],
    ['AWS_SECRET_ACCESS_KEY', { key: 'awsSecretAccessKey', type: 'secret' }],
    ['AWS_SESSION_TOKEN', { key: 'awsSessionToken', type: 'secret' }],
    ['PROXY_URL', { key: 'proxyUrl', type: 'default' }],
]);
/** Returns the outputs of the mode, in the order of `action.yml`. */
function createOutputs({ user, tokens }, more) {
    const { identity, deviceKey, files, proxyPort } = more;
    const userTokens = tokens.kind === 'user' ? tokens : undefined;
    const values = {
        USERNAME: user?.username,
        PASSWORD: user?.password,
        ID_TOKEN: userTokens?.idToken,
        ACCESS_TOKEN: tokens.accessToken,
        REFRESH_TOKEN: userTokens?.refreshToken,
        EXPIRES_AT: earliestExpiry(tokens, identity).toISOString(),
        SUB: userTokens?.sub,
        STORAGE_STATE: files['storage-state'],
        POSTMAN_ENVIRONMENT: files['postman-environment'],
        ENV_FILE: files['env-file'],
        DEVICE_KEY: deviceKey,
        AWS_ACCESS_KEY_ID: identity?.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: identity?.credentials.secretAccessKey,
        AWS_SESSION_TOKEN: identity?.credentials.sessionToken,
        IDENTITY_ID: identity?.identityId,
        PROXY_URL: proxyPort === undefined ? undefined : proxyUrl(proxyPort),
        USERS_FILE: files.users,
        USERS_CSV: files['users-csv'],
    };
    return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
function proxyUrl(port) {
    return `http://127.0.0.1:${port}`;
}
/** Returns when the first of the tokens and AWS credentials expires. */
function earliestExpiry({ expiresAt }, identity) {
    const other = identity?.credentials.expiresAt ?? expiresAt;
    return other < expiresAt ? other : expiresAt;
}
/** Writes the outputs, and with a prefix exports each one as an environment variable. */
function writeOutputs(runner, outputs, envPrefix) {
    for (const [name, value] of outputs) {
        runner.writeOutput(name, value);
    }
    for (const [name, value] of envPrefix === undefined ? [] : outputs) {
        runner.exportVariable(`${envPrefix}${name}`, value);
    }
}

;// CONCATENATED MODULE: ./build/outputs/env-file.js


/**
 * Matches values that all readers take as they are: dotenv, python-dotenv, Node.js, Docker, Hurl and shells. They
 * disagree about quotation marks, so no form of any other value is read alike by all. Shells read `~root` as a folder.
 */
const PLAIN_VALUE = /^(?:[\w.-][\w.~-]*|[\w.+/=:@%,-]+)$/;
/** Formats the outputs that a Postman environment has as a `.env` file, and logs which ones it cannot hold. */
function envFile(outputs, info) {
    const variables = outputs.filter(([name]) => VARIABLES.has(name));
    const plain = variables.filter(([, value]) => PLAIN_VALUE.test(value));
    if (plain.length < variables.length) {
        const others = variables.filter((variable) => !plain.includes(variable)).map(([name]) => name);
        info(`Not in the env file: ${(0,lists/* andList */.c)(others)}. Tools disagree on special characters. Use the outputs.`);
    }
    return plain.map(([name, value]) => `${name}=${value}\n`).join('');
}

;// CONCATENATED MODULE: ./build/outputs/files.js

/** Writes the requested ones of these files, for the runner's own user only. Rejects with an `ActionError`. */
async function writeFiles(runner, paths, contents) {
    for (const kind of build_config/* FILE_KINDS */.Rt) {
        const path = paths[kind];
        const text = contents[kind];
        if (path !== undefined && text !== undefined) {
            await runner.writePrivateFile(path, text);
        }
    }
}

;// CONCATENATED MODULE: ./build/outputs/notices.js
/** Notices about a step that succeeded but could be improved. */


/** Each code is a heading in `docs/troubleshooting.md`. */
const NOTICE_CODES = (/* unused pure expression or super */ null && ([
    'device-not-confirmed',
    'challenge-answers-unused',
    'probe-not-found',
    'probe-bad-request',
    'probe-in-clear',
    'secret-trimmed',
    'step-without-id',
    'version-not-pinned',
]));
/** The answers of web servers to a header that is too large: 431 in general, 494 and 400 of nginx. */
const BAD_REQUESTS = [400, 413, 431, 494];
function noticesFor({ action, deviceFailure, unusedAnswers = 0, probeResult, trimmedSecrets, isExported, }) {
    const notices = [];
    const add = (code, text) => notices.push(`${text} See ${action.troubleshooting}#${code}`);
    if (deviceFailure !== undefined) {
        add('device-not-confirmed', `The tokens are valid but cannot be refreshed: the user pool remembers devices, and the device of this sign-in was not confirmed. ${(0,action_error/* describeProblem */.BJ)(deviceFailure)}`);
    }
    if (unusedAnswers > 0) {
        const lines = unusedAnswers === 1 ? 'The last line' : `The last ${unusedAnswers} lines`;
        add('challenge-answers-unused', `${lines} of challenge-answers ${unusedAnswers === 1 ? 'was' : 'were'} not needed: the user pool asked no further challenge. Remove what it does not ask for.`);
    }
    if (probeResult?.withToken === 404) {
        add('probe-not-found', `The probe of ${probeResult.inputs.displayUrl} got HTTP 404 with a token: the path may not exist. Check probe-url and probe-method.`);
    }
    if (probeResult !== undefined && BAD_REQUESTS.includes(probeResult.withToken)) {
        const { inputs, withToken } = probeResult;
        const other = withToken < 431 ? 'the API rejects the request. Check probe-url and probe-method. Or ' : '';
        add('probe-bad-request', `The probe of ${inputs.displayUrl} got HTTP ${withToken} with a token: ${other}the token is too large. Put the user in fewer groups.`);
    }
    if (probeResult !== undefined && isInClear(probeResult.inputs.url)) {
        add('probe-in-clear', `The probe of ${probeResult.inputs.displayUrl} sends the token over http://, where anyone on the network can read it. Use https://.`);
    }
    if (trimmedSecrets.length > 0) {
        add('secret-trimmed', `White space around ${(0,lists/* andList */.c)(trimmedSecrets)} was removed: the secret probably ends with a line break. Store it again without one, for example with printf %s "$VALUE" | gh secret set NAME in a shell.`);
    }
    if (!action.stepHasId && !isExported) {
        add('step-without-id', 'This step has no id, so later steps cannot read its outputs. Add one, for example id: cognito.');
    }
    if (action.ref !== '' && !isVersion(action.ref)) {
        add('version-not-pinned', `This action is used at ${action.ref}, which looks like a branch: it can change without notice. Use a version (@v1) or, better, a full commit ID.`);
    }
    return notices;
}
/** Detects a URL without TLS that does not point to this machine. */
function isInClear(url) {
    return /^http:/i.test(url) && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
/** Recognizes a version tag or a commit ID. Anything else counts as a branch, which can change without notice. */
function isVersion(ref) {
    return /^(v?\d+(\.\d+){0,2}|v?\d+\.\d+\.\d+[-+][\w.-]+|[0-9a-f]{40})$/.test(ref);
}

;// CONCATENATED MODULE: ./build/outputs/postman.js

/**
 * Formats the outputs as a Postman environment for `newman run -e`, so that no token appears in a command line.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html for variables; an environment adds a scope
 */
function postmanEnvironment(outputs) {
    const values = outputs.flatMap(([name, value]) => {
        const variable = VARIABLES.get(name);
        return variable === undefined ? [] : [{ ...variable, value, enabled: true }];
    });
    return `${JSON.stringify({ name: 'cognito-token-action', values, _postman_variable_scope: 'environment' }, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./build/outputs/storage-state.js
/**
 * Browsers refuse a longer cookie, and Playwright then refuses the whole file. In bytes, of name and value.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6
 */
const MAX_COOKIE_LENGTH = 4096;
/**
 * Formats a browser storage state in which AWS Amplify 6 finds the user signed in: in localStorage, or in cookies for
 * the adapter of Next.js.
 *
 * @returns undefined if the step does not write one
 * @see https://playwright.dev/docs/api/class-browsercontext#browser-context-storage-state
 * @see https://github.com/aws-amplify/amplify-js/blob/main/packages/auth/src/providers/cognito/tokenProvider/TokenStore.ts
 */
function storageState(config, tokens, clockDriftMs) {
    const { storageStateOrigin: origin } = config.outputOptions;
    if (origin === undefined || config.mode === 'client-credentials' || tokens.kind === 'client') {
        return undefined;
    }
    const { accessToken, idToken, refreshToken, poolUsername, sub } = tokens;
    // Emulators may leave the name out. Amplify accepts any.
    const username = poolUsername || sub;
    const client = `CognitoIdentityServiceProvider.${config.appClient.clientId}`;
    const entries = Object.entries({
        [`${client}.LastAuthUser`]: username,
        [`${client}.${username}.accessToken`]: accessToken,
        [`${client}.${username}.idToken`]: idToken,
        [`${client}.${username}.refreshToken`]: refreshToken,
        [`${client}.${username}.clockDrift`]: String(clockDriftMs),
    }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
    const { hostname, protocol } = new URL(origin);
    const cookies = entries
        .map(({ name, value }) => ({ name: encodeName(name), value: encodeURIComponent(value) }))
        .filter(({ name, value }) => name.length + value.length <= MAX_COOKIE_LENGTH)
        .map((cookie) => ({
        ...cookie,
        domain: hostname,
        path: '/',
        // Ends with the browser's context.
        expires: -1,
        httpOnly: false,
        secure: protocol === 'https:',
        sameSite: 'Lax',
    }));
    return `${JSON.stringify({ cookies, origins: [{ origin, localStorage: entries }] }, null, 2)}\n`;
}
/** Returns the user pool's own name for the user, which no input contains in mode refresh. `SUB` is not masked. */
function secretsOfStorageState({ outputOptions }, tokens) {
    const { storageStateOrigin: origin } = outputOptions;
    return origin === undefined || tokens.kind === 'client' || tokens.poolUsername === tokens.sub
        ? []
        : [tokens.poolUsername];
}
/** Encodes as Amplify does, which looks cookies up by their encoded names: an e-mail address contains `%40`. */
function encodeName(name) {
    return encodeURIComponent(name).replaceAll(/%(?:2[346B]|5E|60|7C)/g, decodeURIComponent);
}

;// CONCATENATED MODULE: ./build/outputs/summary.js

/** Returns the rows of the job summary. They hold no secret. */
function summaryRows({ config, tokens, identity, timings, probeResult }) {
    return [
        ['Mode', config.mode],
        ...modeRows(config),
        ['Tokens valid until', tokens.expiresAt.toISOString()],
        ...identityRows(config, identity),
        ...probeRow(probeResult),
        ...timings.map(({ name, milliseconds }) => [`Duration: ${name}`, `${milliseconds} ms`]),
    ];
}
function identityRows(config, identity) {
    return identity === undefined || config.mode === 'client-credentials' || config.identityPool === undefined
        ? []
        : [
            ['Identity pool', config.identityPool.target.identityPoolId],
            ['AWS credentials valid until', identity.credentials.expiresAt.toISOString()],
        ];
}
function probeRow(result) {
    return result === undefined
        ? []
        : [['Probe', `${result.inputs.method} ${result.inputs.displayUrl}: ${formatStatuses(result)}`]];
}
function modeRows(config) {
    switch (config.mode) {
        case 'ephemeral':
            return [
                ['Auth flow', config.authFlow.name],
                ['User pool', config.userPool.userPoolId],
                ['App client', config.appClient.clientId],
                ['Groups', config.groups.join(', ') || 'none'],
                ['After the job', afterTheJob(config)],
            ];
        case 'stored':
            return [
                ['Auth flow', config.authFlow.name],
                ...userPoolRow(config.userPoolId),
                ['App client', config.appClient.clientId],
                ['After the job', config.revokeToken ? 'the refresh token is revoked' : 'the refresh token stays valid'],
            ];
        case 'refresh':
            return [...userPoolRow(config.userPoolId), ['App client', config.appClient.clientId]];
        case 'client-credentials':
            return [
                ['App client', config.clientId],
                ['Scopes', config.scopes.join(' ') || 'all that the app client allows'],
            ];
    }
}
function afterTheJob({ users, deleteUser }) {
    if (users.length === 1) {
        return deleteUser ? 'the user is deleted' : 'the user stays';
    }
    return `the ${users.length} users ${deleteUser ? 'are deleted' : 'stay'}`;
}
function userPoolRow(userPoolId) {
    return userPoolId === undefined ? [] : [['User pool', userPoolId]];
}

;// CONCATENATED MODULE: ./build/outputs/users.js

/** Returns the contents of both files. The identities are in the order of the users. */
function usersFiles(users, identities = []) {
    const outputs = users.map((user, index) => createOutputs(user, { identity: identities[index], deviceKey: undefined, files: {}, proxyPort: undefined }));
    return { users: usersJson(outputs), 'users-csv': usersCsv(outputs) };
}
/** Formats a JSON array with one object per user, in the order in which they were created. */
function usersJson(users) {
    return `${JSON.stringify(users.map(fieldsOf), null, 2)}\n`;
}
/**
 * Formats the users as CSV with a header line.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
function usersCsv(users) {
    const records = users.map(fieldsOf);
    const header = [...new Set(records.flatMap(Object.keys))];
    const lines = [header, ...records.map((record) => header.map((key) => record[key] ?? ''))];
    return lines.map((fields) => `${fields.map(quote).join(',')}\r\n`).join('');
}
function fieldsOf(outputs) {
    return Object.fromEntries(outputs.flatMap(([name, value]) => {
        // Post deletes the identities that it reads here.
        const key = name === 'IDENTITY_ID' ? 'identityId' : VARIABLES.get(name)?.key;
        return key === undefined ? [] : [[key, value]];
    }));
}
function quote(field) {
    return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

;// CONCATENATED MODULE: ./build/proxy/settings.js
/** @param deviceKey of the confirmed device; undefined without one */
function tokenSettings(config, { tokens }, deviceKey) {
    const { clientMetadata } = config;
    const { accessToken } = tokens;
    if (config.mode === 'client-credentials') {
        const { clientId, clientSecret, tokenSource, scopes } = config;
        return { kind: 'client', clientId, clientSecret, tokenSource, scopes, clientMetadata, accessToken };
    }
    const { appClient } = config;
    const { idToken = '', refreshToken } = tokens.kind === 'user' ? tokens : { refreshToken: '' };
    return { kind: 'user', appClient, deviceKey, clientMetadata, idToken, accessToken, refreshToken };
}
/** @returns undefined if requests are not signed */
function identitySettings(config, identity) {
    const isSigned = config.mode !== 'client-credentials' && config.proxy?.auth === 'sigv4';
    if (!isSigned || config.identityPool === undefined || identity === undefined) {
        return undefined;
    }
    const { identityId, credentials } = identity;
    const expiresAt = credentials.expiresAt.toISOString();
    return { ...config.identityPool, identityId, credentials: { ...credentials, expiresAt } };
}

;// CONCATENATED MODULE: ./build/sign-in/device.js

/**
 * Confirms the device of a sign-in in a user pool that remembers devices. Only then can the tokens be refreshed. Takes
 * at most half of the remaining time, because the tokens are still to be written.
 *
 * @throws {ActionError} `interrupted`
 */
async function confirmDevice(config, { tokens }, { cognito, timeLimit, progress }) {
    if (config.mode === 'refresh') {
        return { deviceKey: config.deviceKey, failure: undefined };
    }
    if (config.mode === 'client-credentials' || tokens.kind === 'client' || tokens.newDevice === undefined) {
        return { deviceKey: undefined, failure: undefined };
    }
    const { accessToken, newDevice } = tokens;
    const appClient = cognito.appClient(config.appClient);
    try {
        await progress.run('confirm device', () => timeLimit.within(timeLimit.remainingMs() / 2, () => appClient.confirmDevice(accessToken, newDevice)));
        return { deviceKey: newDevice.key, failure: undefined };
    }
    catch (error) {
        if ((0,action_error/* isFailure */.N6)(error, 'interrupted')) {
            throw error;
        }
        return { deviceKey: undefined, failure: error };
    }
}

// EXTERNAL MODULE: ./build/platform/parallel.js
var parallel = __webpack_require__(3351);
;// CONCATENATED MODULE: ./build/sign-in/identity.js


/** Enough for the request quotas where each call takes a quarter of a second. */
const MAX_IN_PARALLEL = 50;
/**
 * Gets the users' identities and their AWS credentials. Resolves to undefined without `identity-pool-id`.
 *
 * @returns them in the order of the users
 * @throws {ActionError} `identity-without-id-token`, `identity-role-not-offered`, or the error of a call that failed
 */
async function fetchIdentities(config, users, { cognito, progress, onIdentitiesFound }) {
    if (config.mode === 'client-credentials' || config.identityPool === undefined) {
        return undefined;
    }
    const { mode, identityPool: settings } = config;
    const { target, userPoolId, roleArn } = settings;
    const logins = (0,parallel/* mapNonEmpty */.v)(users, (user) => ({ userPoolId, idToken: idTokenOf(user, mode, roleArn) }));
    const identityPool = await cognito.identityPool(target);
    const found = await progress.run(users.length === 1 ? 'get identity' : `get ${users.length} identities`, () => (0,parallel/* inParallel */.H)(logins, MAX_IN_PARALLEL, async (login) => ({
        login,
        identityId: await identityPool.findIdentity(login),
    })));
    onIdentitiesFound(found.map(({ identityId }) => identityId));
    return await progress.run('get AWS credentials', () => (0,parallel/* inParallel */.H)(found, MAX_IN_PARALLEL, async ({ login, identityId }) => ({
        identityId,
        credentials: await identityPool.fetchCredentials(identityId, login, roleArn),
    })));
}
function idTokenOf({ tokens }, mode, roleArn) {
    if (tokens.kind === 'client' || tokens.idToken === undefined) {
        throw new action_error/* ActionError */.lZ({ code: 'identity-without-id-token', mode });
    }
    const { idToken, roles } = tokens;
    // Cognito does not say why it refuses such a role.
    if (roleArn !== undefined && !roles.includes(roleArn)) {
        throw new action_error/* ActionError */.lZ({ code: 'identity-role-not-offered', hasOthers: roles.length > 0 });
    }
    return idToken;
}

;// CONCATENATED MODULE: ./build/sign-in/ephemeral.js



async function signInEphemeralUser(config, user, deps) {
    const { groups } = config;
    const { progress, roster } = deps;
    const userPool = deps.cognito.userPool(config.userPool);
    roster.begin(user);
    const creation = await progress.run('create user', () => create(config, user, userPool, deps));
    const username = poolUsernameOf(creation, config, user);
    roster.confirm(user, username);
    await settleAll([
        progress.run('set password', () => (0,retry/* retry */.L5)(() => makeReady(config, user, userPool, username), whileUserUnknown(deps)).catch((error) => {
            throw toCreationFailure(error, config, creation);
        })),
        ...groups.map((group) => progress.run(`add to group ${group}`, () => (0,retry/* retry */.L5)(() => userPool.addToGroup(username, group), whileUserUnknown(deps)))),
    ]);
    const { tokens, unusedAnswers } = await progress.run('sign in', () => signInAsNewUser(config, user, deps));
    return {
        user: { username: user.username, password: user.permanentPassword },
        tokens: { ...tokens, poolUsername: tokens.poolUsername || username },
        unusedAnswers,
    };
}
function poolUsernameOf(creation, config, user) {
    // The random username belongs to this run. If it exists, an earlier attempt created it and its answer was lost.
    return creation.outcome === 'already-exists' || (config.createWith === 'sign-up' && keepsUsername(config, user))
        ? user.username
        : creation.username;
}
/**
 * Returns whether a user that signs up can be found by the generated name: unless user-attributes replaces it.
 * Emulators may not find a user by the `sub` that SignUp returns.
 */
function keepsUsername({ usernameFormat }, user) {
    const attribute = usernameFormat === 'email' ? 'email' : 'phone_number';
    return usernameFormat === 'plain' || user.attributes[attribute] === user.username;
}
/** The username and password are correct. If Cognito rejects them, the app client belongs to another user pool. */
async function signInAsNewUser(config, user, deps) {
    const { appClient, authFlow: flow, clientMetadata } = config;
    const request = {
        appClient,
        flow,
        username: user.username,
        password: user.permanentPassword,
        clientMetadata,
        totpSecret: '',
        mayEnrolTotp: true,
    };
    try {
        return await (0,retry/* retry */.L5)(() => signInUser(request, deps), whileUserUnknown(deps));
    }
    catch (error) {
        const isRejected = (0,action_error/* isFailure */.N6)(error, 'sign-in-rejected') || (0,action_error/* isFailure */.N6)(error, 'user-unknown');
        throw isRejected ? (0,action_error/* withCode */.SM)(error, 'ephemeral-user-rejected') : error;
    }
}
/** Translates `user-vanished` after a creation into its likely cause. */
function toCreationFailure(error, { createWith }, creation) {
    if (!(0,action_error/* isFailure */.N6)(error, 'user-vanished')) {
        return error;
    }
    // Another user has the same e-mail address or phone number.
    if (creation.outcome === 'already-exists') {
        return (0,action_error/* withCode */.SM)(error, 'alias-taken');
    }
    return createWith === 'sign-up' ? (0,action_error/* withCode */.SM)(error, 'signed-up-elsewhere') : error;
}
/**
 * Retries for about 3 seconds: Cognito is eventually consistent, and may not find a user just after its creation.
 *
 * @see https://github.com/aws-amplify/amplify-cli/issues/9869
 */
function whileUserUnknown({ timeLimit }) {
    return {
        shouldRetry: (error) => (0,action_error/* isFailure */.N6)(error, 'user-vanished') || (0,action_error/* isFailure */.N6)(error, 'user-unknown'),
        maxAttempts: 5,
        delayMs: () => 800,
        timeLimit,
    };
}
async function create(config, user, userPool, deps) {
    const { createWith, appClient, clientMetadata } = config;
    const { username, attributes } = user;
    const newUser = (password) => ({ username, password, attributes, clientMetadata });
    const creation = createWith === 'admin'
        ? await userPool.createUser(newUser(user.temporaryPassword))
        : await deps.cognito.appClient(appClient).signUp(newUser(user.permanentPassword));
    if (creation.outcome === 'refused') {
        deps.roster.refuse(user);
        throw creation.failure;
    }
    return creation;
}
/** Lets a new user sign in with its permanent password. */
function makeReady(config, user, userPool, username) {
    return config.createWith === 'admin'
        ? userPool.setPermanentPassword(username, user.permanentPassword)
        : userPool.confirmSignUp(username, config.clientMetadata);
}
/** Waits for all calls, because none may be in flight when the step ends. Then throws the first error. */
async function settleAll(calls) {
    await Promise.allSettled(calls);
    await Promise.all(calls);
}

;// CONCATENATED MODULE: ./build/sign-in/roster.js
/**
 * The users that a report adds. Each report appends all usernames so far to the runner's file: 150 kB in total for
 * 1,000 users in batches, 14 MB if each user were reported alone.
 */
const BATCH = 100;
/** Lists the users that exist or may exist, and reports the list before it grows. */
class Roster {
    #users;
    #report;
    #begun = new Set();
    #refused = new Set();
    #poolUsernames = new Map();
    #listedCount = 0;
    #isReported = true;
    /** @param users in the order in which they are created */
    constructor(users, report) {
        this.#users = users;
        this.#report = report;
    }
    /** Call it before the creation of each user. */
    begin(user) {
        this.#begun.add(user);
        if (this.#begun.size > this.#listedCount) {
            this.#list(Math.min(this.#users.length, this.#listedCount + BATCH));
        }
    }
    /** Cognito created the user. */
    confirm(user, poolUsername) {
        this.#poolUsernames.set(user, poolUsername);
        this.#settle();
    }
    /** Cognito refused to create the user. */
    refuse(user) {
        this.#refused.add(user);
        this.#settle();
    }
    /** Removes the users whose creation never began. */
    close() {
        if (!this.#isReported || this.#listedCount > this.#begun.size) {
            this.#list(this.#begun.size);
        }
    }
    #settle() {
        this.#isReported = false;
        if (this.#poolUsernames.size + this.#refused.size === this.#users.length) {
            this.#list(this.#listedCount);
        }
    }
    #list(count) {
        this.#listedCount = count;
        this.#isReported = true;
        const listed = this.#users.slice(0, count).filter((user) => !this.#refused.has(user));
        this.#report(listed.map((user) => ({ username: user.username, poolUsername: this.#poolUsernames.get(user) })));
    }
}

;// CONCATENATED MODULE: ./build/sign-in/ephemeral-users.js





/** Enough to use up the quotas where creating a user and signing it in takes three seconds. */
const ephemeral_users_MAX_IN_PARALLEL = 100;
/** Signs in all users or none: after the first failure no call is begun, and it rejects once none is in flight. */
async function signInEphemeralUsers(config, deps) {
    const { users } = config;
    const roster = new Roster(users, deps.onUsersChanged);
    const signInAll = (progress, onReady) => deps.timeLimit.within(Number.POSITIVE_INFINITY, (end) => (0,parallel/* inParallel */.H)(users, ephemeral_users_MAX_IN_PARALLEL, async (user) => {
        try {
            const signedIn = await signInEphemeralUser(config, user, { ...deps, progress, roster });
            onReady();
            return signedIn;
        }
        catch (error) {
            end();
            throw error;
        }
    }));
    try {
        return users.length === 1
            ? await signInAll(deps.progress, () => undefined)
            : await signInMany(config, deps, signInAll);
    }
    finally {
        roster.close();
    }
}
async function signInMany(config, { progress }, signInAll) {
    const count = config.users.length;
    let ready = 0;
    const countReady = () => `${ready} of ${count} users are ready`;
    try {
        return await progress.runMany(`create and sign in ${count} users`, countReady, (silent) => signInAll(silent, () => {
            ready++;
        }));
    }
    catch (error) {
        const isLate = (0,action_error/* isFailure */.N6)(error, 'out-of-time') || (0,action_error/* hasTrait */.jp)(error, 'isTransient');
        const seconds = (0,quotas/* minSecondsFor */.J1)(count, config);
        const time = `${count} users take at least ${seconds} ${seconds === 1 ? 'second' : 'seconds'} at Cognito's default request quotas.`;
        throw (0,action_error/* withIntroduction */.l6)(error, `Only ${ready} of ${count} users were ready.${isLate ? ` ${time}` : ''}`);
    }
}

// EXTERNAL MODULE: ./build/sign-in/refresh.js
var refresh = __webpack_require__(7091);
;// CONCATENATED MODULE: ./build/sign-in/stored.js

/** Mode `stored`: signs in an existing user whose username and password are secrets of the workflow. */
async function signInStoredUser(config, deps) {
    const { appClient, authFlow: flow, username, password, totpSecret = '', clientMetadata } = config;
    const request = { appClient, flow, username, password: password ?? '', clientMetadata, totpSecret };
    const result = await deps.progress.run('sign in', () => signInUser({ ...request, mayEnrolTotp: false }, deps));
    return { user: { username, password }, ...result };
}

;// CONCATENATED MODULE: ./build/sign-in/index.js




/** Signs in as the mode says. Only mode `ephemeral` signs in several users. Rejects with an `ActionError`. */
async function signIn(config, deps) {
    switch (config.mode) {
        case 'ephemeral':
            return signInEphemeralUsers(config, deps);
        case 'stored':
            return [await signInStoredUser(config, deps)];
        case 'refresh':
            return [await (0,refresh/* refresh */.O)(config, deps)];
        case 'client-credentials':
            return [await (0,client_credentials/* signInClient */._)(config, deps)];
    }
}

// EXTERNAL MODULE: ./build/sign-in/progress.js
var sign_in_progress = __webpack_require__(1569);
;// CONCATENATED MODULE: ./build/get-tokens.js
/** Main from end to end: inputs → config → sign-in → tokens → outputs. */




















/** Rejects with an `ActionError`. The state then says what the post step has to remove. */
async function getTokens(deps) {
    const { runner, cognito, probeApi, random, clock, timeLimit } = deps;
    secretValuesIn(runner).forEach(runner.mask);
    const inputs = parseInputs(runner);
    const config = (0,build_config/* resolveConfig */.pE)(inputs, runner.run, random);
    (0,build_config/* secretsOfConfig */.Lh)(config).forEach(runner.mask);
    timeLimit.set(config.timeoutSeconds);
    const endpoints = await cognito.readEndpoints((0,build_config/* calledServices */.cf)(config));
    const progress = new sign_in_progress/* Progress */.k(clock, runner.info);
    if (config.check) {
        return runChecks(checksOf(config, { ...deps, progress }), runner);
    }
    // Its process starts while the users sign in.
    const proxyProcess = config.proxy && (await deps.startProxy(config.proxy));
    const saveState = (checkpoint) => (0,state/* writeState */.J)(runner, planCleanup(config, endpoints, checkpoint));
    saveState({ at: 'before-sign-in' });
    const users = await signIn(config, {
        ...deps,
        progress,
        onUsersChanged: (poolUsers) => saveState({ at: 'users-changed', users: poolUsers }),
    });
    saveState({ at: 'signed-in', signedIn: users });
    const identities = await fetchIdentities(config, users, {
        cognito,
        progress,
        onIdentitiesFound: (identityIds) => saveState({ at: 'signed-in', signedIn: users, identityIds }),
    });
    const { files, outputOptions } = config;
    await writeFiles(runner, files, usersFiles(users, identities));
    const [firstUser] = users;
    const { tokens, unusedAnswers } = firstUser;
    const identity = identities?.[0];
    const { deviceKey, failure: deviceFailure } = await confirmDevice(config, firstUser, {
        cognito,
        timeLimit,
        progress,
    });
    const { probe, envPrefix, jobSummary } = outputOptions;
    const probeResult = probe && (await progress.run('probe', () => runProbe(probe, tokens, probeApi), formatStatuses));
    const reached = { signedIn: users, identityIds: identities?.map(({ identityId }) => identityId) };
    const connection = { run: runner.run, endpoints, serviceTime: clock.serviceTime()?.toUTCString() };
    const proxy = proxyProcess &&
        (await progress.run('start proxy', () => proxyProcess.serve({
            tokens: tokenSettings(config, firstUser, deviceKey),
            identity: identitySettings(config, identity),
            connection,
            troubleshooting: runner.action.troubleshooting,
        }, (running) => saveState({ at: 'signed-in', ...reached, proxy: running })), ({ port }) => proxyUrl(port)));
    const outputs = createOutputs(firstUser, { identity, deviceKey, files, proxyPort: proxy?.port });
    secretsOfStorageState(config, tokens).forEach(runner.mask);
    await writeFiles(runner, files, {
        'postman-environment': postmanEnvironment(outputs),
        'env-file': files['env-file'] && envFile(outputs, runner.info),
        'storage-state': storageState(config, tokens, clock.driftMs()),
    });
    writeOutputs(runner, outputs, envPrefix);
    saveState({ at: 'outputs-written', ...reached, proxy });
    const expiring = identity === undefined ? 'tokens' : 'tokens and AWS credentials';
    runner.info(`The ${expiring} are valid until ${earliestExpiry(tokens, identity).toISOString()}.`);
    if (jobSummary) {
        const rows = summaryRows({ config, tokens, identity, timings: progress.timings, probeResult });
        await runner.writeSummary('Cognito tokens', rows);
    }
    const { action } = runner;
    const isExported = envPrefix !== undefined;
    const { trimmedSecrets } = inputs;
    noticesFor({ action, deviceFailure, unusedAnswers, probeResult, trimmedSecrets, isExported }).forEach(runner.notice);
}


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(270);
/* harmony import */ var _cognito_endpoints_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9862);
/* harmony import */ var _cognito_token_endpoint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(899);
/* harmony import */ var _failures_withheld_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3643);
/* harmony import */ var _get_tokens_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9398);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(434);
/* harmony import */ var _platform_probe_api_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9678);
/* harmony import */ var _platform_runner_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6013);








const adapters = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
const { runner, agents, timeLimit } = adapters;
const calls = { ...adapters, mask: runner.mask };
const tokenEndpoint = (0,_cognito_token_endpoint_js__WEBPACK_IMPORTED_MODULE_2__.connectTokenEndpoint)(calls);
const connectLoginPage = async () => {
    // Loaded on demand, because few workflows use the login page.
    const page = await __webpack_require__.e(/* import() | login-page */ "login-page").then(__webpack_require__.bind(__webpack_require__, 9871));
    return page.connectLoginPage(calls);
};
const loginPage = {
    signIn: async (request) => (await connectLoginPage()).signIn(request),
    exchangeCode: async (request, code) => (await connectLoginPage()).exchangeCode(request, code),
};
const probeApi = (0,_platform_probe_api_js__WEBPACK_IMPORTED_MODULE_6__/* .connectProbeApi */ .f)(adapters);
const startProxy = async (config) => {
    // Loaded on demand, because few jobs have a proxy.
    const start = await Promise.all(/* import() | proxy-control */[__webpack_require__.e("common"), __webpack_require__.e("proxy-control")]).then(__webpack_require__.bind(__webpack_require__, 7463));
    return start.startProxy(config);
};
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_5__/* .runEntry */ .C)({
    run: () => {
        // An unusable proxy or endpoint fails here, before anything exists that post would have to delete.
        agents();
        (0,_cognito_endpoints_js__WEBPACK_IMPORTED_MODULE_1__/* .assertEndpoints */ .Bp)();
        return (0,_get_tokens_js__WEBPACK_IMPORTED_MODULE_4__/* .getTokens */ .R)({ ...adapters, tokenEndpoint, loginPage, probeApi, startProxy });
    },
    reportError: async (error) => {
        (0,_platform_runner_js__WEBPACK_IMPORTED_MODULE_7__.failStep)(await (0,_failures_withheld_js__WEBPACK_IMPORTED_MODULE_3__/* .formatFinalMessage */ .V)(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
    },
    // The post step still runs and deletes the user.
    onCancel: () => timeLimit.interrupt(),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ connectProbeApi)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8029);
/* harmony import */ var _failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8010);


/** Long enough for a cold start. An API that is down for longer is a finding of the probe. */
const PROBE_TIMEOUT_MS = 15_000;
function connectProbeApi({ retry, timeLimit, agents }) {
    return {
        call: (request) => timeLimit.within(PROBE_TIMEOUT_MS, () => retry((signal) => fetchStatus(request, signal, agents), {
            shouldRetry: (error) => (0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error, 'probe-busy') || ((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error, 'probe-unanswered') && isRepeatable(request, error)),
        })),
    };
}
/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
/** These errors mean that the request was never sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
function isRepeatable({ method }, { failure }) {
    return IDEMPOTENT_METHODS.includes(method) || ('errorName' in failure && NOT_SENT.includes(failure.errorName ?? ''));
}
async function fetchStatus({ url, displayUrl, method, headers }, signal, agents) {
    const { default: axios } = await __webpack_require__.e(/* import() | axios */ "axios").then(__webpack_require__.bind(__webpack_require__, 5725));
    const request = {
        method,
        url,
        headers: { ...headers },
        signal,
        ...agents(),
        // A redirect is the API's answer. Its target is not the API.
        maxRedirects: 0,
        validateStatus: () => true,
        // Leaves the body unread: only the status matters.
        responseType: 'stream',
    };
    const { status, data } = await axios.request(request).catch((error) => {
        // An axios error holds the request with its token.
        const errorName = (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(error);
        const code = _failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__/* .CERTIFICATE_ERROR */ .NE.test(errorName) ? 'probe-certificate-untrusted' : 'probe-unanswered';
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code, url: displayUrl, errorName });
    });
    data.destroy();
    if (status === 429 || status >= 500) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'probe-busy', method, url: displayUrl, status });
    }
    return status;
}


/***/ })

};
