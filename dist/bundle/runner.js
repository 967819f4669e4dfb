export const id = "runner";
export const ids = ["runner"];
export const modules = {

/***/ 770:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {



var net = __webpack_require__(9278);
var tls = __webpack_require__(4756);
var http = __webpack_require__(8611);
var https = __webpack_require__(5692);
var events = __webpack_require__(4434);
var assert = __webpack_require__(2613);
var util = __webpack_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 5766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lZ: () => (/* binding */ ActionError),
  Fi: () => (/* binding */ createCallError),
  BJ: () => (/* binding */ describeProblem),
  hw: () => (/* binding */ formatMessage),
  jp: () => (/* binding */ hasTrait),
  N6: () => (/* binding */ isFailure),
  gi: () => (/* binding */ isServiceError),
  SM: () => (/* binding */ withCode)
});

// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/failures/failure.js + 16 modules
var failures_failure = __webpack_require__(4758);
;// CONCATENATED MODULE: ./build/failures/service-failure.js
/** The evidence of a failed call: what was called, and what may be shown of the answer. */
/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
function callText({ operation, about, target }) {
    return `${operation}${about === undefined ? '' : ` (${about})`} on ${target.name}`;
}
/** `NotAuthorizedException, HTTP 400, request 5f0c8a1e`: error name, HTTP status and request ID, if there are any. */
function evidenceText({ errorName, httpStatus, requestId }) {
    const parts = [errorName, httpStatus && `HTTP ${httpStatus}`, requestId && `request ${requestId}`];
    return parts.filter(Boolean).join(', ');
}

;// CONCATENATED MODULE: ./build/failures/action-error.js
/** The error that says what to change, and the messages for everything that was thrown. */



/** The only error that the action's own code throws. Its message is safe to log. */
class ActionError extends Error {
    name = 'ActionError';
    failure;
    constructor(failure) {
        super(sentences(problemOf(failure), textOf('fix', failure)));
        this.failure = failure;
    }
}
/** Creates the error for a failed call whose code needs no details. */
function createCallError(code, evidence) {
    return new ActionError(plainFailure(code, evidence));
}
function plainFailure(code, evidence) {
    return { ...evidence, code };
}
function isFailure(error, code) {
    return error instanceof ActionError && error.failure.code === code;
}
function hasTrait(error, trait) {
    return error instanceof ActionError && failures_failure/* RECORDS */.f[error.failure.code].traits?.includes(trait) === true;
}
/** Returns true for a failed call with this error name. */
function isServiceError(error, errorName) {
    return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}
/** Returns the error under another code, for callers that know more than the service said. */
function withCode(error, code) {
    const { failure } = error;
    if (!('call' in failure)) {
        return error;
    }
    const { call, errorName, httpStatus, requestId, isClockSuspect = false } = failure;
    return createCallError(code, { call, errorName, httpStatus, requestId, isClockSuspect });
}
/**
 * Formats the message for anything that was thrown, with a link to read on. Of a foreign error it shows only the name,
 * because its text may hold secrets.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 * @param hint one more thing to change
 */
function formatMessage(error, troubleshooting, hint = '') {
    const { message, failure } = asActionError(error);
    return sentences(message, hint, `See ${troubleshooting}#${failure.code}`);
}
/** Returns the problem without the fix. */
function describeProblem(error) {
    return problemOf(asActionError(error).failure);
}
function asActionError(error) {
    return error instanceof ActionError ? error : new ActionError({ code: 'unexpected', errorName: (0,error_name/* nameOf */.Vb)(error) });
}
function problemOf(failure) {
    const problem = textOf('problem', failure);
    return 'call' in failure ? `${callText(failure.call)} failed: ${problem} (${evidenceText(failure)}).` : problem;
}
function textOf(part, failure) {
    const record = failures_failure/* RECORDS */.f[failure.code];
    const text = record[part];
    return typeof text === 'function' ? text(failure) : text;
}
function sentences(...all) {
    return all.filter((sentence) => sentence !== '').join(' ');
}


/***/ }),

/***/ 8010:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ vettedName),
/* harmony export */   NE: () => (/* binding */ CERTIFICATE_ERROR),
/* harmony export */   Vb: () => (/* binding */ nameOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/** Names of errors. They come from outside, so text that does not look like a name is never shown. */

/** Names that say nothing: the error's `code` says more, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AggregateError', 'AxiosError', 'TimeoutError', ''];
/** Returns the name that AWS or Node.js gives to an error. */
function nameOf(error) {
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'name');
    return vettedName((GENERIC_NAMES.includes(name) && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'code')) || name);
}
function vettedName(name) {
    return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_ERROR = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_)|SELF_SIGNED_CERT/;


/***/ }),

/***/ 4758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ ERROR_CODES),
  f: () => (/* binding */ RECORDS)
});

// EXTERNAL MODULE: ./build/failures/record.js
var record = __webpack_require__(5333);
;// CONCATENATED MODULE: ./build/failures/records/details.js
/**
 * Reads details from messages of services. Only words from closed lists may be shown: the rest can echo what was sent.
 */
/** `getaddrinfo ENOTFOUND proxy.example.com`, in the words of Node.js */
function readLookedUpHost(message) {
    return { lookedUp: /^getaddrinfo ENOTFOUND ([\w.-]{1,253})$/.exec(message)?.[1] };
}
/** `Username should be either an email or a phone number.`, `Username cannot be of email format, since …` */
function readUsernameFormats(message) {
    const required = ['email', 'phone-number'].filter((format) => message.includes(format.replace('-', ' ')));
    return { formats: /should be/i.test(message) ? required : ['plain'] };
}
/** `name: The attribute is required`, `name.formatted: The attribute name.formatted is required`, `name is missing` */
function readMissingAttributes(message) {
    const required = [...message.matchAll(/([\w:.-]+): The attribute (?:[\w:.-]+ )?is required/gi)].map(([, name = '']) => SCIM_NAMES.get(name) ?? name);
    const [, missing = ''] = /given, (.*) (?:is|are) missing/i.exec(message) ?? [];
    return { attributes: attributeNames([...required, ...missing.split(/, | and /)]) };
}
/**
 * `custom:tier: Attribute does not exist in the schema`, `Type for attribute {custom:tier}`, `Invalid phone number`,
 * `Attribute value for picture must not be null`
 */
function readRefusedAttributes(message) {
    const names = [
        ...message.matchAll(/(?:schema: |attributes: |\n)(?:user\.)?([\w:-]+): |attribute (?:\{|value for )([\w:-]+)|invalid (email|phone number)/gi),
    ].map(([, before = '', after = '', formatted = '']) => before || after || formatted.replaceAll(' ', '_'));
    return { attributes: attributeNames(names) };
}
/** The names of some missing attributes: https://www.rfc-editor.org/rfc/rfc7643#section-4.1 */
const SCIM_NAMES = new Map([
    ['name.formatted', 'name'],
    ['name.givenName', 'given_name'],
    ['name.familyName', 'family_name'],
    ['name.middleName', 'middle_name'],
    ['phoneNumbers', 'phone_number'],
    ['emails', 'email'],
    ['addresses', 'address'],
]);
/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const ATTRIBUTE = /^(address|birthdate|email|email_verified|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|phone_number_verified|picture|preferred_username|profile|sub|updated_at|website|zoneinfo|custom:[\w-]{1,20})$/;
function attributeNames(names) {
    return [...new Set(names.filter((name) => ATTRIBUTE.test(name)))];
}
const TRIGGER = /\b(PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|CustomSMSSender|CustomEmailSender|InboundFederation)\b/;
/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
function readTrigger(message) {
    return { trigger: TRIGGER.exec(message)?.[0] };
}
/** `Unable to send the message. User pool does not have SMS configuration to send messages.` */
function readDeliveryFailure(message) {
    const [, reason] = DELIVERY_FAILURES.find(([wording]) => wording.test(message)) ?? [];
    return { reason };
}
const DELIVERY_FAILURES = [
    [/not have sms configuration/i, 'the user pool has no SMS settings'],
    [/invalid phone number/i, 'the phone number is not valid, or SMS cannot reach it'],
];
const POLICY = /\b(session policy|resource-based policy|permissions boundary|service control policy|resource control policy|VPC endpoint policy)\b/;
/**
 * `because no session policy allows …`, `with an explicit deny in a service control policy`. Undefined for the caller's
 * own policy, which AWS does not always mention. The action can be one that Cognito needs itself, in another service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function readDenial(message) {
    const [, action] = DENIED_ACTION.exec(message) ?? [];
    return { policy: POLICY.exec(message)?.[0], action };
}
/** The form of an IAM action, such as `kms:CreateGrant`. */
const DENIED_ACTION = /not authorized to perform: ([a-z][a-z\d-]{1,30}:[A-Z][A-Za-z\d]{1,60})(?![\w:])/;
/** `1 validation error detected: Value '…' at 'password' failed to satisfy constraint: …` */
function readMalformedInput(message) {
    const [, field = ''] = / at '(\w+)/.exec(message) ?? [];
    return { input: INPUTS_BY_FIELD.get(field) };
}
const INPUTS_BY_FIELD = new Map([
    ['userPoolId', 'user-pool-id'],
    ['clientId', 'client-id'],
    ['secretHash', 'client-secret'],
    ['clientSecret', 'client-secret'],
    ['secret', 'client-secret'],
    ['scopes', 'scopes'],
    ['deviceKey', 'device-key'],
    ['username', 'username'],
    ['password', 'password'],
    ['temporaryPassword', 'password'],
    ['groupName', 'groups'],
    ['userAttributes', 'user-attributes'],
    ['clientMetadata', 'client-metadata'],
    ['refreshToken', 'refresh-token'],
    ['token', 'refresh-token'],
]);

;// CONCATENATED MODULE: ./build/failures/records/examples.js
const EXAMPLE_USER_POOL_ID = 'eu-west-1_AbCdEf123';
const EXAMPLE_CLIENT_ID = '1example23456789';
const HOST = 'cognito-idp.eu-west-1.amazonaws.com';
const USER_POOL = {
    kind: 'user-pool',
    name: `user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1`,
    host: HOST,
    arn: `arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/${EXAMPLE_USER_POOL_ID}`,
};
const APP_CLIENT = { kind: 'app-client', name: `app client ${EXAMPLE_CLIENT_ID} in eu-west-1`, host: HOST };
const DOMAIN = 'my-app.auth.eu-west-1.amazoncognito.com';
const USER_POOL_DOMAIN = {
    kind: 'user-pool-domain',
    name: `https://${DOMAIN} for app client ${EXAMPLE_CLIENT_ID}`,
    host: DOMAIN,
};
const ROLE = {
    kind: 'role',
    name: 'role arn:aws:iam::111122223333:role/api-tests',
    host: 'sts.eu-west-1.amazonaws.com',
};
const EXAMPLE_IDENTITY_POOL_ID = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const IDENTITY_POOL = {
    kind: 'identity-pool',
    name: `identity pool ${EXAMPLE_IDENTITY_POOL_ID}`,
    host: 'cognito-identity.eu-west-1.amazonaws.com',
    arn: `arn:aws:cognito-identity:eu-west-1:ACCOUNT:identitypool/${EXAMPLE_IDENTITY_POOL_ID}`,
};
const onUserPool = (operation, about) => ({ operation, about, target: USER_POOL });
const onAppClient = (operation, about) => ({ operation, about, target: APP_CLIENT });
const CREATE_USER = onUserPool('AdminCreateUser');
const SIGN_UP = onAppClient('SignUp');
const SIGN_IN = onAppClient('InitiateAuth', 'USER_PASSWORD_AUTH');
const ANSWER_TOTP = onAppClient('RespondToAuthChallenge', 'SOFTWARE_TOKEN_MFA');
const ASSUME_ROLE = { operation: 'AssumeRoleWithWebIdentity', target: ROLE };
const CLIENT_CREDENTIALS = { operation: 'The client credentials grant', target: USER_POOL_DOMAIN };
const LOGIN_PAGE = { operation: 'The login page', target: USER_POOL_DOMAIN };
const CODE_GRANT = { operation: 'The authorization code grant', target: USER_POOL_DOMAIN };
const GET_ID = { operation: 'GetId', target: IDENTITY_POOL };
const GET_CREDENTIALS = { operation: 'GetCredentialsForIdentity', target: IDENTITY_POOL };
/** Evidence of a call that was answered, with a shorter request ID than those of AWS. */
function answered(call, errorName, httpStatus = 400) {
    return { call, errorName, httpStatus, requestId: '5f0c8a1e' };
}
/** A call that the service refused. */
function refused(call, errorName, errorMessage = '', status = 400) {
    return { ...answered(call, errorName, status), errorMessage };
}
/** A call that the token endpoint refused, whose request ID is not shown. */
function refusedGrant(call, errorName, status = 400) {
    return { ...refused(call, errorName, '', status), requestId: undefined };
}
/** A call that was not answered, or never sent. */
function unanswered(call, errorName, errorMessage = '') {
    return { call, errorName, httpStatus: undefined, requestId: undefined, errorMessage };
}

;// CONCATENATED MODULE: ./build/failures/records/role-refusals.js
/** Reasons of AWS STS for refusing a session of a role that the job may assume. */
const ROLE_REFUSALS = {
    region: {
        problem: 'AWS STS is not active in this region',
        fix: 'Activate it in the account of role-to-assume: IAM console > Account settings > Security Token Service (STS) > Endpoints.',
    },
    claim: {
        problem: 'the OIDC token lacks a claim that AWS requires, such as sub, so it does not come from GitHub',
        fix: 'Check that no step changed ACTIONS_ID_TOKEN_REQUEST_URL, and that the runner is one of GitHub Actions.',
    },
    thumbprint: {
        problem: "the thumbprint in the account's IAM identity provider is not that of the OIDC provider's certificate",
        fix: 'Run the job again. If it fails again, update the thumbprint: aws iam update-open-id-connect-provider-thumbprint.',
    },
    size: {
        problem: 'the policies and tags of the session are too large',
        fix: 'Put fewer or shorter session tags in the OIDC token.',
    },
    duration: {
        problem: 'the role does not allow sessions of this length',
        fix: 'Lower duration_seconds of the profile in the AWS config file of the runner, or raise the maximum session duration of the role.',
    },
};

;// CONCATENATED MODULE: ./build/failures/records/access.js
/** Failures of AWS credentials, IAM and roles. */




/** Calls of AWS STS, also those that fetch the job's own credentials. */
const ASSUMING = /^AssumeRole/;
const CLOCK = /signature (expired|not yet current)/i;
const ACCESS_FAILURES = {
    'credentials-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('CredentialsProviderError'), (0,record.on)('MissingAuthenticationTokenException')],
        traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
        problem: 'there are no AWS credentials in this job',
        fix: "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume. If it is set, the variable behind it is empty. Both need permissions: id-token: write in the job.",
        example: unanswered(CREATE_USER, 'CredentialsProviderError'),
    }),
    'credentials-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidSignatureException'),
            (0,record.on)('SignatureDoesNotMatch'),
            (0,record.on)('IncompleteSignatureException'),
            (0,record.on)('UnrecognizedClientException'),
            (0,record.on)('InvalidClientTokenId'),
            (0,record.on)('OptInRequired'),
        ],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'AWS does not accept the credentials',
        fix: 'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job belong together and still exist, and that the region is enabled for their account.',
        example: refused(CREATE_USER, 'UnrecognizedClientException'),
    }),
    'credentials-expired': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ExpiredTokenException')],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'the credentials have expired',
        fix: "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which gets new credentials in each step.",
        example: refused(CREATE_USER, 'ExpiredTokenException'),
    }),
    'clock-wrong': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidSignatureException', CLOCK),
            (0,record.on)('SignatureDoesNotMatch', CLOCK),
            (0,record.on)('RequestExpired'),
            (0,record.on)('RequestTimeTooSkewed'),
        ],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: "the runner's clock is wrong by several minutes",
        fix: "Correct the runner's clock, best with NTP. AWS accepts a difference of at most 5 minutes.",
        example: refused(CREATE_USER, 'InvalidSignatureException', 'Signature expired: 20260925T100000Z is now'),
    }),
    /** `action`: the denied IAM action, if the message names one. */
    'access-denied': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('AccessDeniedException', record/* ANY_MESSAGE */.$$, readDenial)],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ call, policy, action }) => `IAM does not allow ${isOwnAction(call, action) ? 'it' : action}${policy === undefined ? '' : `, due to the ${policy}`}`,
        fix: ({ call, policy, action }) => {
            const { operation, target } = call;
            const input = NEEDED_BY.get(operation);
            const own = `${serviceOf(target)}:${operation}${input === undefined ? '' : `, which ${input} needs,`} on ${target.arn ?? 'the user pool'}`;
            return `Allow ${isOwnAction(call, action) ? own : `${action}, which ${operation} needs here,`} ${policy === undefined
                ? "for the role or user whose credentials this job uses. It must belong to the user pool's account"
                : `in that ${policy}, too`}.`;
        },
        example: refused(CREATE_USER, 'AccessDeniedException', 'because no identity-based policy allows the action'),
    }),
    'machine-misconfigured': (0,record/* callFailure */.zL)({
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ setting }) => SETTINGS[setting ?? 'unknown'].problem,
        fix: ({ setting }) => SETTINGS[setting ?? 'unknown'].fix,
        example: unanswered(CREATE_USER, 'EndpointError', 'FIPS and custom endpoint are not supported'),
    }),
    'role-not-assumed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('AccessDenied'),
            (0,record.on)('AccessDeniedException', ASSUMING),
            (0,record.on)('IDPRejectedClaimException'),
            (0,record.on)('ValidationError', /^AssumeRole.*\barn\b/i),
        ],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'AWS does not let this job assume the role',
        fix: "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that matches this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… if the repository was created, renamed or transferred since 15 July 2026).",
        example: refused(ASSUME_ROLE, 'AccessDenied', '', 403),
    }),
    'role-session-refused': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('RegionDisabledException', record/* ANY_MESSAGE */.$$, () => ({ reason: 'region' })),
            (0,record.on)('InvalidIdentityTokenException', /required claim/i, () => ({ reason: 'claim' })),
            (0,record.on)('InvalidIdentityTokenException', /thumbprint/i, () => ({ reason: 'thumbprint' })),
            (0,record.on)('PackedPolicyTooLargeException', record/* ANY_MESSAGE */.$$, () => ({ reason: 'size' })),
            (0,record.on)('ValidationError', /^AssumeRole.*DurationSeconds/i, () => ({ reason: 'duration' })),
        ],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ reason }) => ROLE_REFUSALS[reason].problem,
        fix: ({ reason }) => ROLE_REFUSALS[reason].fix,
        example: refused(ASSUME_ROLE, 'RegionDisabledException', '', 403),
    }),
    'oidc-provider-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityTokenException', /no openidconnect provider/i)],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: "the AWS account does not know GitHub's OIDC tokens",
        fix: 'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
        example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'),
    }),
    'audience-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityTokenException', /audience/i)],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: "the audience of GitHub's OIDC token is wrong for the AWS account",
        fix: "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists. The role's trust policy (:aud) must name it too.",
        example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'Incorrect token audience'),
    }),
    'id-token-unavailable': (0,record/* failure */.V2)({
        traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
        problem: 'role-to-assume needs an OIDC token from GitHub, but this job has no permission to get one.',
        fix: 'Add permissions: id-token: write (and contents: read for a checkout) to the job. In a reusable workflow, add it to the calling job too.',
        example: {},
    }),
    'id-token-refused': (0,record/* failure */.V2)({
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
        fix: 'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
        example: { status: 403 },
    }),
    'id-token-failed': (0,record/* failure */.V2)({
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'GitHub did not return the OIDC token that role-to-assume needs.',
        fix: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
        example: {},
    }),
};
/** The IAM actions that only some uses of the action need, and what needs them. */
const NEEDED_BY = new Map([
    ['AdminAddUserToGroup', 'the input groups'],
    ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminConfirmSignUp', 'create-with: sign-up'],
    ['ListUsers', 'the sweep'],
    ['DeleteIdentities', 'identity-pool-id'],
]);
function isOwnAction({ operation, target }, action) {
    return action === undefined || action === `${serviceOf(target)}:${operation}`;
}
function serviceOf({ kind }) {
    return kind === 'identity-pool' ? 'cognito-identity' : 'cognito-idp';
}
const SETTINGS = {
    AWS_ACCESS_KEY_ID: forbiddenCharacter('AWS_ACCESS_KEY_ID'),
    AWS_SECRET_ACCESS_KEY: forbiddenCharacter('AWS_SECRET_ACCESS_KEY'),
    AWS_SESSION_TOKEN: forbiddenCharacter('AWS_SESSION_TOKEN'),
    AWS_PROFILE: {
        problem: 'the profile that AWS_PROFILE names gives no credentials',
        fix: 'Remove AWS_PROFILE from the env of the job: it hides AWS_ACCESS_KEY_ID. Or correct the profile in the AWS files of the runner.',
    },
    AWS_WEB_IDENTITY_TOKEN_FILE: unreadable('AWS_WEB_IDENTITY_TOKEN_FILE'),
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: unreadable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
    AWS_CONTAINER_CREDENTIALS_FULL_URI: unreadable('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
    AWS_DEFAULTS_MODE: {
        problem: 'AWS_DEFAULTS_MODE is not one of the modes of AWS',
        fix: 'Correct AWS_DEFAULTS_MODE (or defaults_mode in the AWS config file of the runner), for instance to standard. Or remove it.',
    },
    AWS_USE_FIPS_ENDPOINT: unsupportedEndpoint('AWS_USE_FIPS_ENDPOINT'),
    AWS_USE_DUALSTACK_ENDPOINT: unsupportedEndpoint('AWS_USE_DUALSTACK_ENDPOINT'),
    unknown: {
        problem: 'something on this machine stops the call from being sent',
        fix: 'Check the environment variables of the job that begin with AWS_, and the files in ~/.aws of the runner. If they are right, please report it as a bug.',
    },
};
function forbiddenCharacter(setting) {
    return {
        problem: `${setting} has a line break or another character that is not allowed`,
        fix: `Store the secret again without it, for instance with printf %s "$VALUE" | gh secret set ${setting} in a shell.`,
    };
}
function unreadable(setting) {
    return {
        problem: `the file or address in ${setting} cannot be read`,
        fix: `Correct or remove ${setting}, or set this action's own input role-to-assume, which does not need it.`,
    };
}
function unsupportedEndpoint(setting) {
    return {
        problem: `${setting} does not work with this region or endpoint`,
        fix: `Remove ${setting} (or its line in the AWS config file of the runner), or remove AWS_ENDPOINT_URL.`,
    };
}

;// CONCATENATED MODULE: ./build/failures/records/wrong-clock.js
/** Names the clock first if it is suspect and the call depends on it: SRP proofs and TOTP codes contain the time. */
function orWrongClock(problem, fix) {
    const dependsOnClock = ({ call: { about = '' }, isClockSuspect = false }) => isClockSuspect && /^(PASSWORD_VERIFIER|SOFTWARE_TOKEN_MFA)$/.test(about);
    return {
        problem: (evidence) => dependsOnClock(evidence) ? `the runner's clock is wrong, or ${problem}` : problem,
        fix: (evidence) => dependsOnClock(evidence) ? `Correct the runner's clock, best with NTP. ${fix}` : fix,
    };
}

;// CONCATENATED MODULE: ./build/failures/records/challenges.js
/** Failures of the challenges of a sign-in. */



const NOT_AUTHORIZED = 'NotAuthorizedException';
const PARAMETER = 'InvalidParameterException';
const INCORRECT = /incorrect username or password/i;
const START_CUSTOM = onAppClient('InitiateAuth', 'CUSTOM_AUTH');
const TOTP_REJECTED = orWrongClock("the code of the user's authenticator app is wrong", 'Check that totp-secret is the base32 secret of the app that this user set up last.');
const CHALLENGE_FAILURES = {
    /** `choices`: what Cognito offered to choose from. `isEphemeral`: the user was created for this run. */
    'challenge-unsupported': (0,record/* failure */.V2)({
        problem: ({ challenge, choices, clientId }) => `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
        fix: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
        example: { challenge: 'NEW_PASSWORD_REQUIRED', choices: [], clientId: EXAMPLE_CLIENT_ID, isEphemeral: false },
    }),
    'custom-auth-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(PARAMETER, /custom auth lambda trigger is not configured/i)],
        problem: 'the user pool has no Lambda triggers for custom challenges',
        fix: 'Remove auth-flow: CUSTOM_AUTH and challenge-answers, or add the triggers to the user pool: define, create and verify auth challenge.',
        example: refused(START_CUSTOM, PARAMETER, 'Custom auth lambda trigger is not configured for the user pool.'),
    }),
    'custom-auth-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record/* about */.Cv)('CUSTOM_AUTH', (0,record.on)(NOT_AUTHORIZED, INCORRECT)),
            (0,record/* about */.Cv)('CUSTOM_AUTH', (0,record.on)(PARAMETER, /missing required parameter srp_a/i)),
        ],
        traits: ['mayBeMissingSecret'],
        problem: 'the user pool refuses the sign-in before its first custom challenge',
        fix: 'In mode stored, check username; set password and user-pool-id if the password comes first (SRP), and remove password if it does not. In mode ephemeral, read the log of the define auth challenge trigger.',
        example: refused(START_CUSTOM, NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    'challenge-answer-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record/* about */.Cv)('CUSTOM_CHALLENGE', (0,record.on)(NOT_AUTHORIZED, INCORRECT))],
        problem: 'the user pool does not accept the answer to a custom challenge',
        fix: 'Correct challenge-answers: one answer a line, in the order of the challenges.',
        example: refused(onAppClient('RespondToAuthChallenge', 'CUSTOM_CHALLENGE'), NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    /** `line`: of the last answer that was given. */
    'challenge-answer-wrong': (0,record/* failure */.V2)({
        problem: ({ clientId, line }) => `Signing in at app client ${clientId} stopped at a custom challenge: the user pool asked it again after line ${line} of challenge-answers.`,
        fix: 'Correct that line: one answer a line, in the order of the challenges. If this was another challenge that looks the same, add its answer as a line.',
        example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
    }),
    'challenge-answer-missing': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ clientId, line }) => `Signing in at app client ${clientId} stopped at custom challenge ${line + 1}: challenge-answers has only ${line === 1 ? '1 line' : `${line} lines`}.`,
        fix: 'Add its answer as a line: one answer a line, in the order of the challenges.',
        example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
    }),
    'totp-secret-needed': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ clientId }) => `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user signs in with an authenticator app.`,
        fix: 'Set totp-secret to the base32 secret that was shown when the app was set up.',
        example: { clientId: EXAMPLE_CLIENT_ID },
    }),
    'totp-code-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('CodeMismatchException'), (0,record.on)('EnableSoftwareTokenMFAException'), (0,record.on)('ExpiredCodeException')],
        problem: TOTP_REJECTED.problem,
        fix: (evidence) => evidence.call.operation === 'VerifySoftwareToken'
            ? "The code depends on the runner's clock: correct that, best with NTP."
            : TOTP_REJECTED.fix(evidence),
        example: refused(ANSWER_TOTP, 'CodeMismatchException'),
    }),
    'totp-code-used': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ExpiredCodeException', /already been used/i)],
        problem: "the code of the user's authenticator app was already used",
        fix: 'Give each job that runs at the same time its own user: Cognito accepts a code only once, and the next one comes after 30 seconds.',
        example: refused(ANSWER_TOTP, 'ExpiredCodeException', 'Your software token has already been used once.'),
    }),
    'totp-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('SoftwareTokenMFANotFoundException'), (0,record.on)('MFAMethodNotFoundException')],
        problem: 'the user pool does not allow authenticator apps',
        fix: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
        example: refused(onAppClient('AssociateSoftwareToken'), 'SoftwareTokenMFANotFoundException'),
    }),
};
function challengeAdvice(challenge, isEphemeral) {
    switch (challenge) {
        case 'NEW_PASSWORD_REQUIRED':
            return 'The user has a temporary password: set a permanent one with aws cognito-idp admin-set-user-password --user-pool-id … --username … --password … --permanent.';
        case 'MFA_SETUP':
            return isEphemeral
                ? 'Switch authenticator apps on in the MFA settings of the user pool, so that the user can set one up.'
                : 'Set up an authenticator app for the user once, and give its secret as totp-secret.';
        case 'SMS_MFA':
        case 'SMS_OTP':
        case 'EMAIL_OTP':
        case 'SELECT_MFA_TYPE':
            return isEphemeral
                ? 'Allow only authenticator apps for MFA in the user pool, no SMS and e-mail. Or sign in a stored user (mode: stored) with totp-secret.'
                : 'Set up an authenticator app for the user, make it the preferred MFA method, and give its secret as totp-secret.';
        case 'SELECT_CHALLENGE':
        case 'WEB_AUTHN':
            return 'Allow passwords among the first factors of the user pool, or set auth-flow: USER_PASSWORD_AUTH.';
        case 'CUSTOM_CHALLENGE':
            return 'Set auth-flow: CUSTOM_AUTH, and the answers as challenge-answers.';
        case 'SRP_A':
        case 'PASSWORD_VERIFIER':
            return 'Set password and user-pool-id: the Lambda triggers of the user pool have the password verified first (SRP).';
        case 'DEVICE_SRP_AUTH':
        case 'DEVICE_PASSWORD_VERIFIER':
            return 'Switch device tracking off in the user pool.';
        default:
            return 'Use a user who signs in with a password and, at most, a code of an authenticator app (totp-secret).';
    }
}

;// CONCATENATED MODULE: ./build/failures/records/cleanup.js
/** Failures of the post step and of the sweep. */


const DELETE_SELF = onAppClient('DeleteUser');
const ADMIN_DELETE = `AdminDeleteUser on user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1 failed:`;
const CLEANUP_FAILURES = {
    /**
     * `isCertain`: the user exists; main may have ended before that was known. `hasRole`: post could assume a role.
     * `isUnreachable`: another way to connect may help.
     */
    'user-left-behind': (0,record/* failure */.V2)({
        problem: ({ userPoolId, reason, isCertain }) => `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
        fix: ({ hasRole }) => `${hasRole ? 'Run' : "Set this action's own input role-to-assume, so that the post step has its own credentials. Run"} the sweep (org/cognito-token-action/sweep): it deletes the user.`,
        example: {
            userPoolId: EXAMPLE_USER_POOL_ID,
            reason: `${ADMIN_DELETE} there are no AWS credentials in this job (CredentialsProviderError).`,
            isCertain: true,
            hasRole: false,
            isUnreachable: false,
        },
    }),
    'access-token-unscoped': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /required scopes/i)],
        problem: "the user's own access token does not have the scope aws.cognito.signin.user.admin",
        fix: ({ call }) => call.operation === 'DeleteUser'
            ? 'With auth-flow: AUTHORIZATION_CODE, add this scope to scopes. With another, let the pre token generation trigger of the user pool keep it. Or set role-to-assume, so that the post step has credentials to delete the user with.'
            : 'Let the pre token generation trigger of the user pool keep this scope.',
        example: refused(DELETE_SELF, 'NotAuthorizedException', 'Access Token does not have required scopes'),
    }),
    'access-token-rejected': (0,record/* callFailure */.zL)({
        // Nothing else in these requests can be unauthorized.
        matches: [(0,record.on)('NotAuthorizedException', /^(DeleteUser|ConfirmDevice|ForgetDevice):/)],
        problem: "Cognito does not accept the user's own access token any more",
        fix: ({ call }) => `Something signed the user out, disabled it or revoked its tokens. ${call.operation === 'DeleteUser'
            ? 'Set role-to-assume, so that the post step has credentials to delete it with.'
            : 'To remove the device, call aws cognito-idp admin-forget-device.'}`,
        example: refused(DELETE_SELF, 'NotAuthorizedException'),
    }),
    'revocation-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('UnsupportedOperationException', /^RevokeToken:/)],
        problem: 'the app client does not allow refresh tokens to be revoked',
        fix: 'Set revoke-token: false, or EnableTokenRevocation: true in the app client.',
        example: refused(onAppClient('RevokeToken'), 'UnsupportedOperationException'),
    }),
    'state-unreadable': (0,record/* failure */.V2)({
        problem: 'The state that main left for this post step cannot be read, so nothing was cleaned up.',
        fix: 'Run the sweep (org/cognito-token-action/sweep): it deletes users that stay.',
        example: {},
    }),
    'file-not-removed': (0,record/* failure */.V2)({
        problem: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
        fix: 'Delete it, and check that no later step keeps it open or changes its owner.',
        example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'EPERM' },
    }),
    /** `reason`: the problem of the last failure. */
    'sweep-incomplete': (0,record/* failure */.V2)({
        problem: ({ userPoolId, found, failed, reason }) => `${failed} of ${found} leftover users in user pool ${userPoolId} could not be deleted. The last error: ${reason}`,
        fix: 'The next sweep tries again. The log has the reason for each user.',
        example: {
            userPoolId: EXAMPLE_USER_POOL_ID,
            found: 12,
            failed: 1,
            reason: `${ADMIN_DELETE} the request quota of the account in this region is used up (TooManyRequestsException, HTTP 400, request 5f0c8a1e).`,
        },
    }),
    'sweep-interrupted': (0,record/* failure */.V2)({
        problem: 'The run was cancelled before the sweep had finished.',
        fix: 'The next sweep continues.',
        example: {},
    }),
    /** The sweep found no leftovers, but users of another format. */
    'username-format-elsewhere': (0,record/* failure */.V2)({
        problem: ({ usernameFormat, userPoolId, format }) => `The sweep found no leftover users with username-format: ${usernameFormat}, but user pool ${userPoolId} has users of this action in the format ${format}.`,
        fix: ({ format }) => `Set username-format: ${format}, as in the jobs that create them.`,
        example: { userPoolId: EXAMPLE_USER_POOL_ID, usernameFormat: 'email', format: 'plain' },
    }),
};

// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
;// CONCATENATED MODULE: ./build/failures/records/connection.js
/**
 * Failures of calls without an answer of Cognito's, or without a known reason.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 */




const CONNECTION_FAILURES = {
    'network-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record/* onNoAnswer */.h2)(/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/),
            (0,record/* onNoAnswer */.h2)(/^(TimeoutError|AbortError|CanceledError)$/),
        ],
        traits: ['isTransient'],
        problem: 'no answer came',
        fix: reachabilityAdvice,
        example: unanswered(CREATE_USER, 'ETIMEDOUT'),
    }),
    'host-unreachable': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/)],
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'there is no connection to the host',
        fix: reachabilityAdvice,
        example: unanswered(CREATE_USER, 'ECONNREFUSED'),
    }),
    /** `lookedUp`: the host in the error of Node.js, which is that of the proxy if there is one. */
    'host-unknown': (0,record/* callFailure */.zL)({
        matches: [{ ...(0,record/* onNoAnswer */.h2)(/^ENOTFOUND$/), read: readLookedUpHost }],
        traits: ['isTransient', 'mayBeMisspelled', 'hadNoEffect'],
        problem: 'there is no host with this name',
        fix: ({ call: { target }, lookedUp }) => lookedUp === undefined || target.host.replace(/:\d+$/, '') === lookedUp
            ? `Check ${INPUTS_OF_HOST[target.kind]}: the runner has to find the address of ${hostText(target)}.`
            : `Check ${target.kind === 'credentials' ? 'the AWS_ variables of the job, and ' : ''}HTTPS_PROXY and HTTP_PROXY: the runner has to find the address of ${lookedUp}.`,
        example: unanswered(CREATE_USER, 'ENOTFOUND'),
    }),
    'certificate-untrusted': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(error_name/* CERTIFICATE_ERROR */.NE)],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ call: { target } }) => `the certificate of ${target.host} is not trusted`,
        fix: "If a proxy decrypts TLS, set NODE_EXTRA_CA_CERTS in the job's env to the file with the proxy's CA certificate.",
        example: unanswered(CREATE_USER, 'SELF_SIGNED_CERT_IN_CHAIN'),
    }),
    'proxy-failed': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(/^ERR_PROXY_TUNNEL$/)],
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'the proxy does not let the call through',
        fix: ({ call: { target } }) => `Check HTTPS_PROXY with its username and password, allow ${target.host} in the proxy, or add it to NO_PROXY.`,
        example: unanswered(CREATE_USER, 'ERR_PROXY_TUNNEL'),
    }),
    'proxy-unusable': (0,record/* failure */.V2)({
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
        fix: 'Correct it: http://host:port without quotation marks, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
        example: {},
    }),
    /** `setting`: an environment variable, or one of the AWS config file. */
    'endpoint-unusable': (0,record/* failure */.V2)({
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: ({ setting }) => `${setting} is not a URL.`,
        fix: 'Correct it, for instance to http://localhost:4566. Or remove it, to call AWS itself.',
        example: { setting: 'AWS_ENDPOINT_URL' },
    }),
    'answer-unreadable': (0,record/* callFailure */.zL)({
        matches: [
            // The peer does not speak TLS or HTTP; and the names that the SDK and our own parsers give to malformed answers.
            (0,record/* onNoAnswer */.h2)(/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError|Z_\w+|ZSTD_\w+|ERR__ERROR_\w+)$/),
            (0,record/* onNoAnswer */.h2)(/^ERR_BAD_RESPONSE$/, /maxContentLength/),
            // An answer of AWS STS without credentials, such as a page of a proxy. The SDK throws a plain Error.
            (0,record/* onNoAnswer */.h2)(/^/, /^\w+: Invalid response from STS/),
        ],
        traits: ['isTransient'],
        problem: 'the answer does not come from AWS',
        fix: ({ call: { target } }) => `Check what is between the runner and ${hostText(target)}, for instance a proxy in HTTPS_PROXY that answers with its own page.`,
        example: refused(CREATE_USER, 'SyntaxError', '', 200),
    }),
    'waf-blocked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ForbiddenException')],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'AWS WAF blocked the request',
        fix: "Allow the runner's addresses in the web ACL of the user pool, without a CAPTCHA or challenge.",
        example: refused(SIGN_IN, 'ForbiddenException', 'Request not allowed due to WAF block.', 403),
    }),
    throttled: (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('TooManyRequestsException'), (0,record.on)('ThrottlingException')],
        traits: ['isTransient'],
        problem: 'the request quota of the account in this region is used up',
        fix: 'Run fewer jobs at once, raise timeout-seconds so that there is more time for retries, or raise the quota, which costs money.',
        example: refused(CREATE_USER, 'TooManyRequestsException'),
    }),
    'service-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InternalErrorException'),
            (0,record.on)('InternalFailure'),
            (0,record.on)('ServiceUnavailable'),
            (0,record.on)('IDPCommunicationErrorException'),
            (0,record.on)('ExternalServiceException'),
            // Happens when many jobs start at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
            (0,record.on)('InvalidIdentityTokenException', /verification key/i),
            (0,record.on)('ExpiredTokenException', /^AssumeRole/),
        ],
        traits: ['isTransient'],
        problem: 'AWS failed internally',
        fix: 'Run the job again. If it fails again, see health.aws.amazon.com.',
        example: refused(CREATE_USER, 'InternalErrorException', '', 500),
    }),
    'operation-unknown': (0,record/* callFailure */.zL)({
        // cognito-local says `Unsupported`.
        matches: [(0,record.on)('UnknownOperationException'), (0,record.on)('Unsupported')],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'the endpoint does not know this operation',
        fix: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
        example: refused(onUserPool('ListUsers'), 'UnknownOperationException'),
    }),
    'concurrent-change': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ConcurrentModificationException'), (0,record.on)('ResourceConflictException')],
        traits: ['isTransient'],
        problem: 'something else changed the user at the same moment',
        fix: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
        example: refused(onAppClient('AssociateSoftwareToken'), 'ConcurrentModificationException'),
    }),
    /** Every other refusal, also with an unknown wording of a known name. */
    'call-refused': (0,record/* callFailure */.zL)({
        problem: 'AWS refused it for a reason that this action does not know',
        fix: ({ call }) => `Possible causes: ${possibleCauses(call.operation)}. Look up the error name in AWS's API reference of this operation, and please report it.`,
        example: refused(SIGN_IN, 'InvalidParameterException', 'Something new.'),
    }),
};
function reachabilityAdvice({ call }) {
    return `Check that the runner reaches ${hostText(call.target)}, and the proxy in HTTPS_PROXY, if there is one.`;
}
function hostText({ kind, host }) {
    const isCustom = kind !== 'user-pool-domain' &&
        kind !== 'credentials' &&
        !/^(cognito-idp|cognito-identity|sts)(-fips)?\./.test(host);
    return isCustom ? `${host} (from AWS_ENDPOINT_URL)` : host;
}
const INPUTS_OF_HOST = {
    'user-pool': 'user-pool-id and aws-region',
    'app-client': 'user-pool-id and aws-region',
    'user-pool-domain': 'domain (and aws-region, if domain is a prefix)',
    'identity-pool': 'identity-pool-id',
    role: 'aws-region',
    credentials: 'the AWS_ variables of the job',
};
function possibleCauses(operation) {
    switch (operation.replace(/^Admin/, '')) {
        case 'CreateUser':
        case 'SignUp':
            return 'username-format, user-attributes, or the settings and Lambda triggers of the user pool';
        case 'InitiateAuth':
        case 'RespondToAuthChallenge':
            return 'username, password, client-id, client-secret, auth-flow, the state of the user, or a Lambda trigger of the user pool';
        case 'GetTokensFromRefreshToken':
        case 'RevokeToken':
            return 'the refresh token (expired, revoked, of another app client), client-id or client-secret';
        case 'GetId':
        case 'GetCredentialsForIdentity':
            return 'identity-pool-id, identity-role, or the identity providers and roles of the identity pool';
        case 'AssumeRoleWithWebIdentity':
            return "role-to-assume, audience, the role's trust policy, or the account's IAM identity provider for GitHub";
        default:
            return 'an input of this step, the settings of the user pool or app client, or an endpoint that is not Cognito';
    }
}

;// CONCATENATED MODULE: ./build/failures/records/identity-pool.js
/** Failures of getting AWS credentials from an identity pool. */


const identity_pool_NOT_AUTHORIZED = 'NotAuthorizedException';
const CONSOLE = 'Cognito console > Identity pools > the identity pool > User access';
const TRUST_POLICY = 'principal {"Federated": "cognito-identity.amazonaws.com"}, action sts:AssumeRoleWithWebIdentity, condition cognito-identity.amazonaws.com:aud = the ID of this identity pool';
const IDENTITY_POOL_FAILURES = {
    'identity-pool-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^GetId:/)],
        problem: 'its region, the part of the ID before the colon, has no such identity pool',
        fix: 'Copy identity-pool-id again, with its region: Cognito console > Identity pools > Identity pool ID.',
        example: refused(GET_ID, 'ResourceNotFoundException', "IdentityPool 'eu-west-1:…' not found."),
    }),
    'identity-provider-missing': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /not from a supported provider/i),
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /logins don't match/i),
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /unauthenticated access is not supported/i),
        ],
        problem: 'the identity pool does not accept users of this user pool and app client',
        fix: `Add an identity provider with user-pool-id and client-id to the identity pool (${CONSOLE}; CognitoIdentityProviders in CloudFormation).`,
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, 'Token is not from a supported provider of this identity pool.'),
    }),
    'identity-provider-mismatch': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /invalid login token.*issuer/i)],
        problem: 'the ID token comes from another user pool, or another region, than user-pool-id says',
        fix: 'Set user-pool-id to the user pool of client-id.',
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, "Invalid login token. Issuer doesn't match providerName"),
    }),
    'identity-token-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /invalid login token/i)],
        problem: 'the identity pool does not accept the ID token',
        fix: 'Run the job again. If it fails again, check that user-pool-id still exists, and that its ID tokens live longer than the step takes.',
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, "Invalid login token. Couldn't verify signed token."),
    }),
    'identity-role-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityPoolConfigurationException')],
        problem: 'the identity pool has no role for signed-in users, or the role does not trust it',
        fix: `Set the authenticated role (${CONSOLE}). If there is one, correct its trust policy: ${TRUST_POLICY}.`,
        example: refused(GET_CREDENTIALS, 'InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'),
    }),
    'identity-role-untrusting': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /access to identity .* is forbidden/i)],
        problem: "the role's trust policy does not let the identity pool assume it for this user",
        fix: `Correct the trust policy of the role: ${TRUST_POLICY}, and cognito-identity.amazonaws.com:amr = authenticated.`,
        example: refused(GET_CREDENTIALS, identity_pool_NOT_AUTHORIZED, "Access to Identity 'eu-west-1:…' is forbidden."),
    }),
    'identity-role-denied': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /ambiguous role mapping/i)],
        problem: 'the role mapping of the identity pool gives this user no role',
        fix: 'Add the user to a group that has a role (input groups in mode ephemeral), or let the identity pool use its authenticated role for all others (AmbiguousRoleResolution: AuthenticatedRole).',
        example: refused(GET_CREDENTIALS, identity_pool_NOT_AUTHORIZED, 'The ambiguous role mapping rules denied this request'),
    }),
    /** `hasOthers`: the ID token lists other roles. */
    'identity-role-not-offered': (0,record/* failure */.V2)({
        problem: ({ hasOthers }) => `The user may not ask for the role in identity-role: the ID token lists ${hasOthers ? 'only other roles' : 'no role'} (claim cognito:roles).`,
        fix: 'Add the user to a group that has this role (input groups in mode ephemeral), or remove identity-role: then the identity pool chooses.',
        example: { hasOthers: false },
    }),
    'identity-without-id-token': (0,record/* failure */.V2)({
        problem: 'identity-pool-id needs an ID token, but there is only an access token.',
        fix: ({ mode }) => mode === 'refresh'
            ? 'Use a refresh token of a sign-in with the scope openid.'
            : 'Add openid to the scopes of the app client (AllowedOAuthScopes) and to the input scopes, if it is set.',
        example: { mode: 'ephemeral' },
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/login-page.js
/** Failures of the user pool's own login page, and of the authorization code grant behind it. */


const OTHER_AUTH_FLOW = 'Or set another auth-flow, and have a pre token generation trigger (version 2 or 3) add the scopes.';
const PAGE = { call: LOGIN_PAGE, errorName: undefined, httpStatus: 200, requestId: undefined };
/** The operations of the authorization code grant. */
const CODE_GRANT_ONLY = /^The (login page|authorization code grant):/;
const LOGIN_PAGE_FAILURES = {
    'redirect-uri-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('redirect_mismatch')],
        traits: ['hadNoEffect'],
        problem: "redirect-uri is not one of the app client's callback URLs",
        fix: 'Set redirect-uri to exactly one of the Allowed callback URLs of the app client (CallbackURLs): the port, upper case and a slash at the end matter.',
        example: refused(LOGIN_PAGE, 'redirect_mismatch', '', 302),
    }),
    'code-grant-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('unauthorized_client', CODE_GRANT_ONLY)],
        traits: ['hadNoEffect'],
        problem: 'the app client may not use the authorization code grant, or is not of this user pool domain',
        fix: 'Check client-id and domain. In the login pages settings of the app client, allow the OAuth grant type authorization code (AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true).',
        example: refused(LOGIN_PAGE, 'unauthorized_client', '', 302),
    }),
    'code-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_grant', CODE_GRANT_ONLY)],
        problem: 'the token endpoint does not accept the code that the login page gave',
        fix: 'Run the job again: a code works only once, within 5 minutes. If it fails again, let the app client read all attributes of its scopes (ReadAttributes).',
        example: refusedGrant(CODE_GRANT, 'invalid_grant'),
    }),
    /** `challenge`: as Cognito's API names it; undefined where the page does not say. */
    'login-page-challenge': (0,record/* callFailure */.zL)({
        problem: ({ challenge }) => `the login page asks the user for more than a password${challenge === undefined ? '' : `: ${challenge}`}`,
        fix: ({ challenge }) => challenge === 'NEW_PASSWORD_REQUIRED'
            ? 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent. The other auth flows do not answer this challenge either.'
            : 'Sign in a user without a second factor there; or set auth-flow: USER_PASSWORD_AUTH, which can answer the challenge of an authenticator app. Its tokens have no custom scopes, unless a pre token generation trigger (version 2 or 3) adds them.',
        example: { ...PAGE, challenge: 'SMS_MFA' },
    }),
    'managed-login': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain has managed login, whose page works only in browsers',
        fix: `Set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1), best on a domain dedicated to tests. ${OTHER_AUTH_FLOW}`,
        example: PAGE,
    }),
    'login-pages-unavailable': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain has no login page for this app client',
        fix: `Managed login needs a branding style for each app client, and this action cannot use its page: set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1). ${OTHER_AUTH_FLOW}`,
        example: answered(LOGIN_PAGE, undefined, 403),
    }),
    'login-elsewhere': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain sends the user to another host',
        fix: 'Let the app client sign users in with the user pool itself (SupportedIdentityProviders: [COGNITO]), not only with an identity provider; and check the proxy, if there is one.',
        example: answered(LOGIN_PAGE, undefined, 302),
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/probe.js
/** Failures of the probe. */

const URL = 'https://api.example.com/orders';
const FORBIDDEN_ADVICE = 'The API may ask for a group (groups), or for a scope (auth-flow: AUTHORIZATION_CODE and scopes). A REST API of API Gateway also answers 403 for a path or method that it does not have. ';
const REFUSED_ADVICE = "Check the authorizer's user pool and app client, and which token and header it expects (token-header, with {id-token} or {access-token}).";
const PROBE_FAILURES = {
    'probe-unguarded': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} without a token was answered with HTTP ${status}, not 401 or 403: ${status < 300 ? 'the API lets everybody in' : 'a protected route does not answer like this'}.`,
        fix: ({ status }) => status < 300
            ? 'Add an authorizer to this route, or point probe-url at one that has it.'
            : 'Check probe-url and probe-method, and that the API works.',
        example: { method: 'GET', url: URL, status: 200 },
    }),
    'probe-refused': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} with a token was answered with HTTP ${status}: ${status === 403 ? 'this user may not use the route' : 'the authorizer does not accept it'}.`,
        fix: ({ status }) => `${status === 403 ? FORBIDDEN_ADVICE : ''}${REFUSED_ADVICE}`,
        example: { method: 'GET', url: URL, status: 401 },
    }),
    'probe-busy': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} was answered with HTTP ${status} for 15 seconds.`,
        fix: 'Check that the API works and is not throttled. Its log says why.',
        example: { method: 'GET', url: URL, status: 503 },
    }),
    'probe-unanswered': (0,record/* failure */.V2)({
        problem: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
        fix: 'Check probe-url, and that the API runs and the runner reaches it.',
        example: { url: URL, errorName: 'ECONNREFUSED' },
    }),
    'probe-certificate-untrusted': (0,record/* failure */.V2)({
        problem: ({ url, errorName }) => `The probe of ${url} found a certificate that is not trusted (${errorName}).`,
        fix: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
        example: { url: URL, errorName: 'SELF_SIGNED_CERT_IN_CHAIN' },
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/sign-in.js
/** Failures of signing in, without those of its challenges. */



const sign_in_NOT_AUTHORIZED = 'NotAuthorizedException';
const SECRET_HASH = /secret ?hash|verify secret/i;
const SIGN_IN_FAILURES = {
    'auth-flow-disabled': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidParameterException', /not enabled for (this|the) client|auth method not supported|only custom auth/i),
            (0,record.on)('UnsupportedOperationException', /^(Admin)?InitiateAuth:/),
        ],
        problem: ({ call: { about: flow } }) => `the app client does not allow the auth flow${flow === undefined ? '' : ` ${flow}`}`,
        fix: ({ call: { about: flow, operation } }) => operation === 'GetClientToken'
            ? "Set ALLOW_CLIENT_TOKEN_AUTH, and no other flow, in the app client's authentication flows (ExplicitAuthFlows). If it has the OAuth grant client credentials instead, set domain."
            : `Add ${flow === undefined ? 'ALLOW_ and its name' : `ALLOW_${flow}`} to the app client's authentication flows (ExplicitAuthFlows)${flow === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it allows'}.`,
        example: refused(SIGN_IN, 'InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    }),
    'plan-without-feature': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('FeatureUnavailableInTierException')],
        problem: "the user pool's feature plan does not have what this auth flow needs",
        fix: 'Set auth-flow: USER_PASSWORD_AUTH, or switch the user pool to the feature plan Essentials (UserPoolTier).',
        example: refused(onAppClient('InitiateAuth', 'USER_AUTH'), 'FeatureUnavailableInTierException'),
    }),
    'client-secret-needed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(sign_in_NOT_AUTHORIZED, /configured (with|for) secret/i),
            // In its older wording, Cognito complains about a secret hash that was never sent.
            (0,record/* withoutSecret */.Nt)((0,record.on)(sign_in_NOT_AUTHORIZED, SECRET_HASH)),
            (0,record/* withoutSecret */.Nt)((0,record.on)('UnauthorizedException')),
        ],
        traits: ['hadNoEffect', 'mayBeMissingSecret'],
        problem: 'the app client has a client secret, but this step has none',
        fix: 'Set client-secret, from a secret of the repository or environment.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Client is configured with secret but SECRET_HASH was not received'),
    }),
    'client-secret-lost': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the app client has a client secret, but GitHub gave this post step none, although the sign-in had one',
        fix: 'Inputs are empty in the post step of a nested composite action. Use this action in the workflow itself, or in a composite action that the workflow uses directly.',
        example: answered(onAppClient('RevokeToken'), sign_in_NOT_AUTHORIZED),
    }),
    'client-secret-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, SECRET_HASH), (0,record.on)('UnauthorizedException')],
        traits: ['hadNoEffect'],
        problem: 'the client secret does not belong to the app client',
        fix: 'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Unable to verify secret hash for client'),
    }),
    'client-secret-not-wanted': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidParameterException', /not configured for secret/i)],
        traits: ['hadNoEffect'],
        problem: 'the app client has no client secret',
        fix: ({ call }) => call.operation === 'GetClientToken'
            ? 'Set client-id to the app client that client-secret is of: mode client-credentials needs one with a client secret.'
            : 'Remove client-secret, or set client-id to the app client that has it.',
        example: refused(SIGN_IN, 'InvalidParameterException', 'Client is not configured for secret'),
    }),
    'sign-in-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(sign_in_NOT_AUTHORIZED, /incorrect username or password/i),
            // As cognito-local says it.
            (0,record.on)('InvalidPasswordException', /^(Admin)?(InitiateAuth|RespondToAuthChallenge):/),
        ],
        ...orWrongClock('Cognito does not accept this username and password', "Check the secrets that username and password come from, and that client-id belongs to the user's user pool."),
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    'user-unknown': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('UserNotFoundException', /^((Admin)?(InitiateAuth|RespondToAuthChallenge)|The login page):/)],
        problem: 'the user pool of the app client has no such user',
        fix: "Check the secret that username comes from, and that client-id belongs to the user's user pool.",
        example: refused(SIGN_IN, 'UserNotFoundException'),
    }),
    'ephemeral-user-rejected': (0,record/* callFailure */.zL)({
        ...orWrongClock('Cognito does not accept the user that was just created', 'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.'),
        example: answered(SIGN_IN, sign_in_NOT_AUTHORIZED),
    }),
    'sign-in-locked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /attempts exceeded/i)],
        problem: 'too many wrong passwords have locked this user temporarily',
        fix: 'Correct the secret that password comes from, then wait: the lock doubles with each failure, up to 15 minutes.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Password attempts exceeded'),
    }),
    'sign-in-blocked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /security reasons/i)],
        problem: "the user pool's threat protection blocked the sign-in",
        fix: ({ call }) => `Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.${call.operation === 'The login page'
            ? ' At the login page it also expects the fingerprint of a browser, which this action does not have.'
            : ''}`,
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Unable to login because of security reasons.'),
    }),
    'user-not-ready': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('UserNotConfirmedException', record/* ANY_MESSAGE */.$$, () => ({ state: 'unconfirmed' })),
            (0,record.on)('PasswordResetRequiredException', record/* ANY_MESSAGE */.$$, () => ({ state: 'reset-required' })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /user (is )?(disabled|not enabled)/i, () => ({ state: 'disabled' })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /(temporary password|user account) has expired/i, () => ({
                state: 'temporary-password-expired',
            })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /not authorized to get auth details/i, () => ({ state: 'federated' })),
        ],
        problem: ({ state }) => USER_STATES[state].problem,
        fix: ({ state }) => USER_STATES[state].fix,
        example: refused(SIGN_IN, 'UserNotConfirmedException'),
    }),
    'attempts-exhausted': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('LimitExceededException', /attempt limit/i)],
        problem: "the user has reached Cognito's hourly limit of attempts",
        fix: 'Wait an hour, or sign in another user.',
        example: refused(SIGN_IN, 'LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    }),
    'session-invalid': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /invalid session/i)],
        problem: 'the session of the sign-in was already used or has expired',
        fix: 'Run the job again. If it happens again, raise the authentication flow session duration of the app client (AuthSessionValidity).',
        example: refused(ANSWER_TOTP, sign_in_NOT_AUTHORIZED, 'Invalid session for the user.'),
    }),
};
const SET_PASSWORD = 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.';
const USER_STATES = {
    disabled: { problem: 'the user is disabled', fix: 'Enable the user: aws cognito-idp admin-enable-user.' },
    unconfirmed: {
        problem: 'the user signed up and was never confirmed',
        fix: 'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
    },
    'reset-required': { problem: 'the user has to reset the password', fix: SET_PASSWORD },
    'temporary-password-expired': { problem: 'the temporary password of the user has expired', fix: SET_PASSWORD },
    federated: {
        problem: 'the user comes from an identity provider, and has no password in the user pool',
        fix: 'Sign in a user who has a password in the user pool itself.',
    },
};

;// CONCATENATED MODULE: ./build/failures/records/tokens.js
/** Failures of refresh tokens and of the client credentials grant. */


const REFRESH = onAppClient('GetTokensFromRefreshToken');
const TOKEN_FAILURES = {
    'refresh-token-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('NotAuthorizedException', /refresh token/i),
            (0,record.on)('RefreshTokenReuseException'),
            (0,record.on)('UnsupportedTokenTypeException'),
            (0,record.on)('UserNotFoundException', /^(GetTokensFromRefreshToken|RevokeToken):/),
        ],
        problem: 'Cognito does not accept the refresh token',
        fix: 'Get a new one from the app client in client-id: this one is of another app client, was revoked, has expired, or its user was deleted. With refresh token rotation, each works only once: use mode: stored. If the user pool remembers devices, set device-key to the one that the refresh token belongs to.',
        example: refused(REFRESH, 'NotAuthorizedException', 'Invalid Refresh Token'),
    }),
    'device-unknown': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^\w+: device .*(does not exist|not found)/i)],
        problem: 'the user has no device with this device key',
        fix: 'Set device-key to the DEVICE_KEY of the sign-in that the refresh token comes from. If the device was forgotten, sign in again.',
        example: refused(REFRESH, 'ResourceNotFoundException', 'Device does not exist.'),
    }),
    'tokens-unreadable': (0,record/* failure */.V2)({
        problem: ({ source, reason }) => `The ${source} returned tokens that cannot be read: ${reason}.`,
        fix: ({ source }) => source === 'user pool'
            ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
            : 'Check that domain is that of a Cognito user pool.',
        example: { reason: 'the ID token is not a JWT', source: 'user pool' },
    }),
    'client-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_client')],
        problem: 'no app client of this user pool domain has this client-id and client-secret',
        fix: 'Check client-id, client-secret and domain: all three must belong to the same user pool.',
        example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_client'),
    }),
    'grant-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('unauthorized_client'), (0,record.on)('invalid_grant'), (0,record.on)('unsupported_grant_type')],
        problem: 'the app client may not use the client credentials grant',
        fix: 'In the login pages settings of the app client, make client credentials the only OAuth grant type (AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true), with a custom scope. If it has the auth flow ALLOW_CLIENT_TOKEN_AUTH instead, remove domain and set aws-region.',
        example: refusedGrant(CLIENT_CREDENTIALS, 'unauthorized_client'),
    }),
    'scope-unknown': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_scope'), (0,record.on)('InvalidParameterException', /invalid scope/i)],
        problem: 'the app client does not allow one of the requested scopes',
        fix: ({ call }) => `Correct scopes: ${call.operation === 'The login page'
            ? 'each must be an OpenID Connect scope or a custom scope of the app client. With email, phone or profile, add openid.'
            : "each is a resource server's identifier, a slash and the scope's name, and must be a custom scope of the app client."} Without scopes, the token has all scopes that the app client allows.`,
        example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_scope'),
    }),
    'token-endpoint-missing': (0,record/* callFailure */.zL)({
        problem: ({ call }) => `there is no ${call.operation === 'The login page' ? 'login page' : 'token endpoint'} at this address`,
        fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, without a path.',
        example: refusedGrant(CLIENT_CREDENTIALS, undefined, 404),
    }),
    'domain-forbidden': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the server at this address refuses the request, without saying why',
        fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, not the host of your API. If it is right, AWS WAF or a proxy blocks the runner: allow its addresses there.',
        example: refusedGrant(CLIENT_CREDENTIALS, undefined, 403),
    }),
};

// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
;// CONCATENATED MODULE: ./build/failures/records/user-pool.js
/** Failures of the user pool's settings, and of creating a user in it. */




const user_pool_PARAMETER = 'InvalidParameterException';
const MIGRATING = /exception migrating user/i;
const OF_APP_CLIENT = /^((Admin)?(InitiateAuth|RespondToAuthChallenge)|SignUp|Get\w+Token|RevokeToken): (?!device )/i;
const ADD_TO_GROUP = onUserPool('AdminAddUserToGroup', 'group admins');
const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];
const CONFIRM_SIGN_UP = onUserPool('AdminConfirmSignUp');
const USER_POOL_FAILURES = {
    'user-pool-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /user pool (?!client\b).*does not exist/i)],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'the account of the credentials has no such user pool in this region',
        fix: "Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) belong to the user pool's account.",
        example: refused(CREATE_USER, 'ResourceNotFoundException', 'User pool eu-west-1_AbCdEf123 does not exist.'),
    }),
    'app-client-not-found': (0,record/* callFailure */.zL)({
        // Emulators have wordings of their own.
        matches: [(0,record.on)('ResourceNotFoundException', OF_APP_CLIENT)],
        traits: ['hadNoEffect'],
        problem: ({ call: { target } }) => `${target.kind === 'user-pool' ? 'the user pool has' : 'this region has'} no such app client`,
        fix: ({ call: { target } }) => `Check that client-id is the ID, not the name, of ${target.kind === 'user-pool'
            ? 'an app client of user-pool-id'
            : 'the app client, and that aws-region (or user-pool-id) names its region'}.`,
        example: refused(SIGN_IN, 'ResourceNotFoundException', 'User pool client 1example23456789 does not exist.'),
    }),
    'replica-pool': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('OperationNotEnabledException')],
        traits: ['stopsSweep', 'hadNoEffect'],
        problem: 'this region has only a replica of the user pool, where users cannot be created',
        fix: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
        example: refused(CREATE_USER, 'OperationNotEnabledException'),
    }),
    'user-pool-misconfigured': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidUserPoolConfigurationException')],
        problem: 'the settings of the user pool contradict each other',
        fix: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
        example: refused(SIGN_IN, 'InvalidUserPoolConfigurationException'),
    }),
    'group-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^AdminAddUserToGroup:/)],
        problem: 'the user pool does not have this group',
        fix: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
        example: refused(ADD_TO_GROUP, 'ResourceNotFoundException', 'Group not found.'),
    }),
    /** `formats`: the values of the input username-format that can be right. */
    'username-format-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /username (should|cannot) be/i, readUsernameFormats)],
        traits: ['hadNoEffect'],
        problem: 'the user pool requires usernames in another format',
        fix: ({ formats }) => `Set username-format: ${(0,lists/* orList */.A)(formats)}.`,
        example: refused(CREATE_USER, user_pool_PARAMETER, 'Username cannot be of email format, since user pool is configured for'),
    }),
    /** `input`: the input that the value came from. */
    'value-malformed': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /validation errors? detected/i, readMalformedInput)],
        traits: ['hadNoEffect'],
        problem: ({ input }) => `Cognito does not accept the format of ${input === undefined ? 'a value' : `the value in ${input}`}`,
        fix: ({ call, input }) => malformedAdvice(input, call.operation),
        example: refused(SIGN_IN, user_pool_PARAMETER, "1 validation error detected: Value '…' at 'password' failed to satisfy"),
    }),
    'user-attributes-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /attribute (\S+ )?is required|attributes given, .* missing/i, readMissingAttributes)],
        traits: ['hadNoEffect'],
        problem: ({ attributes }) => `the user pool requires user attributes that are missing${attributes.length === 0 ? '' : `: ${(0,lists/* andList */.c)(attributes)}`}`,
        fix: ({ attributes }) => `Add ${(0,lists/* andList */.c)(attributes) || 'them'} to user-attributes as name=value, one on each line.`,
        example: refused(SIGN_UP, user_pool_PARAMETER, 'given_name: The attribute is required'),
    }),
    'user-attributes-refused': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(user_pool_PARAMETER, /(to|in) the schema|type for attribute|non-mutable attribute/i, readRefusedAttributes),
            (0,record.on)(user_pool_PARAMETER, /attribute value for .* must not be null/i, readRefusedAttributes),
            (0,record.on)(user_pool_PARAMETER, /invalid (email address|phone number) format/i, readRefusedAttributes),
        ],
        traits: ['hadNoEffect'],
        problem: ({ attributes }) => `the user pool does not accept ${attributes.length === 0 ? 'a user attribute' : `the user attribute ${(0,lists/* andList */.c)(attributes)}`}`,
        fix: "Correct user-attributes: remove names that the user pool's schema does not have (custom names begin with custom:), and give values in Cognito's format (birthdate YYYY-MM-DD, phone_number + and digits).",
        example: refused(CREATE_USER, user_pool_PARAMETER, 'Attributes did not conform to the schema: custom:tier: Attribute does not'),
    }),
    'user-attributes-not-writable': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /unauthorized attribute/i)],
        traits: ['hadNoEffect'],
        problem: 'the app client may not write one of the user attributes',
        fix: "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not need them.",
        example: refused(SIGN_UP, 'NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
    }),
    'alias-taken': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('AliasExistsException')],
        traits: ['hadNoEffect'],
        problem: 'another user of the user pool has this e-mail address or phone number',
        fix: 'Remove email and phone_number from user-attributes, or give values that no other user of the user pool has.',
        example: refused(CREATE_USER, 'AliasExistsException'),
    }),
    'user-creation-not-allowed': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('UnsupportedUserStateException'), (0,record.on)('PreconditionNotMetException')],
        problem: 'the settings of the user pool do not allow this user to be created',
        fix: 'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
        example: refused(CREATE_USER, 'UnsupportedUserStateException'),
    }),
    'user-vanished': (0,record/* callFailure */.zL)({
        matches: [{ ...(0,record.on)('UserNotFoundException'), when: ({ call }) => call.operation !== 'AdminCreateUser' }],
        problem: 'the user pool does not know the user that was just created',
        fix: 'Something may delete users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, a script. If not, run the job again.',
        example: refused(onUserPool('AdminSetUserPassword'), 'UserNotFoundException'),
    }),
    'signed-up-elsewhere': (0,record/* callFailure */.zL)({
        problem: 'the user that just signed up is not in this user pool',
        fix: 'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that user pool. A sweep there deletes it.',
        example: answered(CONFIRM_SIGN_UP, 'UserNotFoundException'),
    }),
    'password-too-weak': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidPasswordException'), (0,record.on)('PasswordHistoryPolicyViolationException')],
        traits: ['hadNoEffect'],
        problem: "the password does not meet the user pool's policy",
        fix: "Raise password-length to the policy's minimum length (at most 99).",
        example: refused(CREATE_USER, 'InvalidPasswordException'),
    }),
    'password-compromised': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidPasswordException', /security reasons/i)],
        traits: ['hadNoEffect'],
        problem: "the user pool's threat protection knows the password from leaks elsewhere",
        fix: ({ call }) => CREATING.includes(call.operation)
            ? 'Run the job again: the action generates another password.'
            : 'Give the user another password: aws cognito-idp admin-set-user-password --permanent.',
        example: refused(CREATE_USER, 'InvalidPasswordException', 'Provided password cannot be used for security reasons.'),
    }),
    'sign-up-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /sign ?up is not permitted/i)],
        traits: ['hadNoEffect'],
        problem: 'the user pool does not allow users to sign up',
        fix: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
        example: refused(SIGN_UP, 'NotAuthorizedException', 'SignUp is not permitted for this user pool'),
    }),
    'message-not-sent': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('CodeDeliveryFailureException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidEmailRoleAccessPolicyException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidSmsRoleAccessPolicyException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidSmsRoleTrustRelationshipException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('LimitExceededException', /daily (email|sms)/i, readDeliveryFailure),
            (0,record.on)(user_pool_PARAMETER, /cannot send code|unable to send|sms configuration/i, readDeliveryFailure),
        ],
        problem: ({ reason }) => `Cognito cannot send the user its message${reason === undefined ? '' : `: ${reason}`}`,
        fix: ({ call }) => call.operation === 'SignUp'
            ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES, all user pools of the AWS account together send 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
            : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
        example: refused(SIGN_UP, 'CodeDeliveryFailureException'),
    }),
    'user-confirmed-already': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /current status is confirmed/i)],
        problem: 'the user is already confirmed',
        fix: 'You need not change anything.',
        example: refused(CONFIRM_SIGN_UP, 'NotAuthorizedException', 'Current status is CONFIRMED'),
    }),
    'lambda-trigger-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('UserLambdaValidationException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('UnexpectedLambdaException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('InvalidLambdaResponseException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('UserNotFoundException', MIGRATING, () => ({ trigger: 'UserMigration' })),
            (0,record.on)('NotAuthorizedException', MIGRATING, () => ({ trigger: 'UserMigration' })),
        ],
        problem: ({ trigger }) => `${trigger === undefined ? 'a Lambda trigger' : `the Lambda trigger ${trigger}`} of the user pool failed or refused the user`,
        fix: 'Read the log of its function in CloudWatch. If the function expects client metadata, set client-metadata.',
        example: refused(CREATE_USER, 'UserLambdaValidationException', 'PreSignUp failed with error …'),
    }),
};
function malformedAdvice(input, operation) {
    if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
        return 'The action generated this value: please report it as a bug.';
    }
    return input === 'user-attributes'
        ? 'Correct user-attributes: names have 32 characters at most, values 2048.'
        : `Correct ${input ?? 'the inputs that this operation uses'}. The usual reason is white space or an invisible character.`;
}

;// CONCATENATED MODULE: ./build/failures/records/workflow.js
/** Failures of the inputs, of the run and of the runner's files. */

const WORKFLOW_FAILURES = {
    /** `isAnyEmpty`: something that is required is empty. */
    'inputs-invalid': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
        fix: ({ isAnyEmpty, isInComposite }) => (isAnyEmpty ? reasonOfEmptyInput(isInComposite) : ''),
        example: {
            problems: [
                'client-id is required in mode stored, but is empty.',
                'password is required in mode stored, but is empty.',
            ],
            isAnyEmpty: true,
            isInComposite: false,
        },
    }),
    'out-of-time': (0,record/* failure */.V2)({
        problem: ({ seconds, step }) => step === 'main'
            ? `Timed out after ${seconds} seconds before there were tokens.`
            : 'The post step ran out of time: earlier calls took too long.',
        fix: ({ step }) => step === 'main'
            ? 'Raise timeout-seconds. The log says how long each step took. Waiting for the next code of an authenticator app takes up to 31 seconds.'
            : 'The log above names the calls that got no answer.',
        example: { seconds: 60, step: 'main' },
    }),
    interrupted: (0,record/* failure */.V2)({
        problem: 'The run was cancelled before there were tokens.',
        fix: 'The post step cleans up.',
        example: {},
    }),
    /** `problems`: the message of each failed check. */
    'check-failed': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ problems }) => `The check of the set-up found ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
        fix: ({ problems }) => problems.join(' '),
        example: {
            problems: [
                'InitiateAuth (USER_PASSWORD_AUTH) on app client 1h57kf5cpq17m0eml12EXAMPLE in eu-west-1 failed: the app client does not allow the auth flow USER_PASSWORD_AUTH (InvalidParameterException, HTTP 400).',
            ],
        },
    }),
    /** A file that the action writes itself. `errorName` is that of Node.js, such as `ENOSPC`. */
    'file-not-written': (0,record/* failure */.V2)({
        problem: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
        fix: "Check that the runner's temporary folder (RUNNER_TEMP) exists and is writable, and that the disk is not full.",
        example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'ENOSPC' },
    }),
    /** A file that the runner reads, named by an environment variable. */
    'runner-file-not-written': (0,record/* failure */.V2)({
        problem: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
        fix: "Check that the runner's disk is not full, and that no earlier step removed its files or changed their owner.",
        example: { variable: 'GITHUB_OUTPUT', errorName: 'ENOSPC' },
    }),
    'summary-not-written': (0,record/* failure */.V2)({
        problem: ({ errorName }) => `The job summary cannot be written (${errorName}).`,
        fix: 'The outputs are set. If this runner has no job summaries, set job-summary: false.',
        example: { errorName: 'Error' },
    }),
    unexpected: (0,record/* failure */.V2)({
        problem: ({ errorName }) => `The action failed unexpectedly (${errorName}).`,
        fix: 'Please report it as a bug.',
        example: { errorName: 'RangeError' },
    }),
};
function reasonOfEmptyInput(isInComposite) {
    const composite = `the composite action around this step must pass it on, like client-id: \${{ inputs.client-id }}. If it does, `;
    return `If you did set it, ${isInComposite ? composite : ''}its expression is empty: the repository and the job's environment have no variable or secret of that name, or the step of that id has no such output.`;
}

;// CONCATENATED MODULE: ./build/failures/records/index.js
/** All failures, in the order in which an error is compared with their matches. */











const FAILURES = {
    ...WORKFLOW_FAILURES,
    ...ACCESS_FAILURES,
    ...USER_POOL_FAILURES,
    ...CHALLENGE_FAILURES,
    ...SIGN_IN_FAILURES,
    ...LOGIN_PAGE_FAILURES,
    ...TOKEN_FAILURES,
    ...IDENTITY_POOL_FAILURES,
    ...CONNECTION_FAILURES,
    ...CLEANUP_FAILURES,
    ...PROBE_FAILURES,
};

;// CONCATENATED MODULE: ./build/failures/failure.js

const RECORDS = FAILURES;
const ERROR_CODES = Object.keys(FAILURES).filter(isErrorCode);
function isErrorCode(text) {
    return Object.hasOwn(FAILURES, text);
}


/***/ }),

/***/ 5333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ ANY_MESSAGE),
/* harmony export */   Cv: () => (/* binding */ about),
/* harmony export */   Nt: () => (/* binding */ withoutSecret),
/* harmony export */   V2: () => (/* binding */ failure),
/* harmony export */   h2: () => (/* binding */ onNoAnswer),
/* harmony export */   on: () => (/* binding */ on),
/* harmony export */   zL: () => (/* binding */ callFailure)
/* harmony export */ });
/** Matches every message of an error name. Records with another wording for that name take precedence. */
const ANY_MESSAGE = /^/;
/** A failure that the action's own code throws. */
function failure(record) {
    return { ...record, matches: [] };
}
/** A failed call. Without `matches`, it is found by HTTP status, or by the code that made the call. */
function callFailure(record) {
    const matches = (record.matches ?? []).map(({ read, ...pattern }) => ({
        ...pattern,
        read: (evidence, message) => ({ ...evidence, ...read(message) }),
    }));
    return { ...record, matches };
}
function on(name, wording = ANY_MESSAGE, read = () => ({})) {
    return { name, wording, read };
}
/** An error without an answer, by the name that Node.js, the SDK or axios gives it. */
function onNoAnswer(name, wording = ANY_MESSAGE) {
    return { name, wording, when: ({ httpStatus }) => httpStatus === undefined, read: () => ({}) };
}
/** Restricts a pattern to calls of this auth flow or challenge. */
function about(subject, pattern) {
    return { ...pattern, when: ({ call }) => call.about === subject };
}
/** Restricts a pattern to calls on an app client without its client secret. */
function withoutSecret(pattern) {
    return { ...pattern, when: ({ call }) => call.target.withoutSecret === true };
}


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _F: () => (/* binding */ fieldOf),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn)
/* harmony export */ });
/** Reads values of unknown type: parsed JSON and thrown errors. */
/** @returns undefined if the text is not JSON. The parser's own error would quote the text, which may be a secret. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** @returns undefined if the value is not an object, or has no such field */
function fieldOf(value, name) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
/** @returns an empty string if the field is not a string */
function textIn(value, name) {
    const field = fieldOf(value, name);
    return typeof field === 'string' ? field : '';
}


/***/ }),

/***/ 4521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ orList),
/* harmony export */   c: () => (/* binding */ andList)
/* harmony export */ });
/** Formats lists for sentences. British English has no comma before the last word. */
/** `a`, `a or b`, `a, b or c`. */
function orList(words) {
    return listOf(words, 'disjunction');
}
/** `a`, `a and b`, `a, b and c`. */
function andList(words) {
    return listOf(words, 'conjunction');
}
/** Creates the format on use, because the first one takes 20 ms and only messages need it. */
function listOf(words, type) {
    return new Intl.ListFormat('en-GB', { type }).format(words);
}


/***/ }),

/***/ 6013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectRunner: () => (/* binding */ connectRunner),
  failStep: () => (/* binding */ failStep),
  fetchIdToken: () => (/* binding */ fetchIdToken)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __webpack_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __webpack_require__(6928);
// EXTERNAL MODULE: external "http"
var external_http_ = __webpack_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __webpack_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __webpack_require__(770);
// EXTERNAL MODULE: ./scripts/bundle/undici.js
var undici = __webpack_require__(1941);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
;// CONCATENATED MODULE: ./build/platform/runner.js
/** GitHub's runner, through `@actions/core` and the context of `@actions/github`. */






/** The name of the only state variable. */
const STATE = 'state';
/** Connects the runner that started this process. */
function connectRunner() {
    return {
        run: {
            runId: digitsOr('0', process.env['GITHUB_RUN_ID']),
            runAttempt: digitsOr('1', process.env['GITHUB_RUN_ATTEMPT']),
            temporaryFolder: process.env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(),
        },
        action: readActionContext(),
        inputContext: readInputContext(),
        whySecretsAreWithheld,
        readInput: (name) => getInput(name, { trimWhitespace: false }),
        mask,
        writeOutput: (name, value) => writeToFile('GITHUB_OUTPUT', () => setOutput(name, value)),
        writeState: (value) => writeToFile('GITHUB_STATE', () => saveState(STATE, value)),
        readState: () => getState(STATE),
        exportVariable: (name, value) => writeToFile('GITHUB_ENV', () => exportVariable(name, value)),
        writePrivateFile,
        removeFile,
        writeSummary,
        info: (message) => info(escapeCommands(message)),
        notice: (message) => notice(message),
        warning: (message) => warning(message),
    };
}
/** Sets the exit code to 1 and adds an annotation to the run. */
function failStep(message) {
    setFailed(message);
}
/** Fetches an OIDC token for an audience. Resolves to undefined if the job lacks `permissions: id-token: write`. */
async function fetchIdToken(audience) {
    return process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? await getIDToken(audience) : undefined;
}
/** Breaks up `##[`, which starts a command anywhere in a line. Group names may contain it. */
function escapeCommands(message) {
    return message.replaceAll('##[', '## [').replaceAll(/[\r\n]+/g, ' ');
}
function mask(secret) {
    // The runner warns about an empty mask. A blank one would remove every space from the log.
    if (secret.trim() !== '') {
        setSecret(secret);
    }
}
/**
 * Writes to a file that the runner reads after the step.
 *
 * @param variable names the file
 * @throws {ActionError} `runner-file-not-written`
 */
function writeToFile(variable, write) {
    try {
        write();
    }
    catch (error) {
        // The toolkit's error for a missing file has no code.
        const errorName = (0,external_node_fs_.existsSync)(process.env[variable] ?? '') ? (0,error_name/* nameOf */.Vb)(error) : 'ENOENT';
        throw new action_error/* ActionError */.lZ({ code: 'runner-file-not-written', variable, errorName });
    }
}
async function writePrivateFile(path, text) {
    try {
        await (0,promises_.writeFile)(path, text, { mode: 0o600, flag: 'wx' });
    }
    catch (error) {
        throw new action_error/* ActionError */.lZ({ code: 'file-not-written', path, errorName: (0,error_name/* nameOf */.Vb)(error) });
    }
}
async function removeFile(path) {
    try {
        await (0,promises_.rm)(path);
        return 'removed';
    }
    catch (error) {
        if ((0,error_name/* nameOf */.Vb)(error) === 'ENOENT') {
            return 'not-there';
        }
        throw new action_error/* ActionError */.lZ({ code: 'file-not-removed', path, errorName: (0,error_name/* nameOf */.Vb)(error) });
    }
}
async function writeSummary(title, rows) {
    const table = rows.map((row) => row.map(escapeHtml));
    try {
        await summary.addHeading(title, 3).addTable(table).write();
    }
    catch (error) {
        const failure = new action_error/* ActionError */.lZ({ code: 'summary-not-written', errorName: (0,error_name/* nameOf */.Vb)(error) });
        warning((0,action_error/* formatMessage */.hw)(failure, readActionContext().troubleshooting));
    }
}
function escapeHtml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
/** Runners other than GitHub's have run IDs that are not numbers, and usernames contain the ID. */
function digitsOr(fallback, text = '') {
    return /^\d{1,20}$/.test(text) ? text : fallback;
}
function readInputContext() {
    const { env } = process;
    const endpoint = env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] || env['AWS_ENDPOINT_URL'];
    return {
        names: Object.keys(env).flatMap((name) => /^INPUT_([\w-]+)$/.exec(name)?.[1]?.toLowerCase() ?? []),
        awsRegion: env['AWS_REGION']?.trim() || env['AWS_DEFAULT_REGION']?.trim() || undefined,
        hasEndpoint: Boolean(endpoint) && env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true',
        // Only steps inside a composite action have this path: https://github.com/actions/runner/pull/615
        isInComposite: Boolean(env['GITHUB_ACTION_PATH']),
    };
}
const TROUBLESHOOTING = 'docs/troubleshooting.md';
/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readActionContext() {
    const repository = process.env['GITHUB_ACTION_REPOSITORY'] || '';
    const ref = process.env['GITHUB_ACTION_REF'] || '';
    return {
        troubleshooting: isGitHub() && repository !== '' && ref !== '' ? linkTo(repository, ref) : TROUBLESHOOTING,
        ref,
        // The runner generates a name that begins with __ for a step without an ID. Inside a composite action, which alone
        // has this path, the name is that of the outer step: https://github.com/actions/runner/pull/615
        stepHasId: !process.env['GITHUB_ACTION']?.startsWith('__') || Boolean(process.env['GITHUB_ACTION_PATH']),
    };
}
/** Gitea and Forgejo also run actions of other servers. They do not say which server, and their file URLs differ. */
function isGitHub() {
    return !process.env['GITEA_ACTIONS'] && !process.env['FORGEJO_ACTIONS'];
}
function linkTo(repository, ref) {
    const server = process.env['GITHUB_SERVER_URL'] || 'https://github.com';
    return `${server}/${repository}/blob/${ref.split('/').map(encodeURIComponent).join('/')}/${TROUBLESHOOTING}`;
}
/** Events that run a fork's code, and therefore get no secrets. `pull_request_target` gets them. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/**
 * Pull requests from forks get no secrets, and runs by Dependabot only Dependabot's own. Loads `@actions/github` on
 * demand, because it contains GitHub's whole API client and only an error message needs it.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
 */
async function whySecretsAreWithheld() {
    // The import fails if the event's file cannot be read, as on other runners. The message then lacks the hint.
    const { context } = await __webpack_require__.e(/* import() | github */ "github").then(__webpack_require__.bind(__webpack_require__, 940)).catch(() => ({
        context: undefined,
    }));
    if (context?.actor === 'dependabot[bot]') {
        return 'dependabot';
    }
    const head = context?.payload.pull_request?.['head']?.repo?.full_name;
    const base = context?.payload.repository?.full_name;
    return PULL_REQUEST_EVENTS.includes(context?.eventName ?? '') && head !== base ? 'fork' : undefined;
}


/***/ }),

/***/ 1941:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
/**
 * Replaces undici in the bundle. `@actions/http-client` imports it for a proxy dispatcher that only GitHub's API
 * client asks for, and this action does not use that client. Leaves out 900 kB.
 */
class ProxyAgent {}

const fetch = globalThis.fetch;


/***/ })

};
