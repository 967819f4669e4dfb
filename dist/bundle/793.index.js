export const id = 793;
export const ids = [793];
export const modules = {

/***/ 4793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectCognito: () => (/* binding */ connectCognito)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/CognitoIdentityProviderClient.js + 13 modules
var CognitoIdentityProviderClient = __webpack_require__(1865);
// EXTERNAL MODULE: ./node_modules/@smithy/node-http-handler/dist-es/node-http-handler.js + 11 modules
var node_http_handler = __webpack_require__(1668);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/InitiateAuthCommand.js
var InitiateAuthCommand = __webpack_require__(5506);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/RespondToAuthChallengeCommand.js
var RespondToAuthChallengeCommand = __webpack_require__(3212);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/SignUpCommand.js
var SignUpCommand = __webpack_require__(9017);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AssociateSoftwareTokenCommand.js
var AssociateSoftwareTokenCommand = __webpack_require__(2661);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/VerifySoftwareTokenCommand.js
var VerifySoftwareTokenCommand = __webpack_require__(44);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/GetTokensFromRefreshTokenCommand.js
var GetTokensFromRefreshTokenCommand = __webpack_require__(2065);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/GetClientTokenCommand.js
var GetClientTokenCommand = __webpack_require__(4149);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/RevokeTokenCommand.js
var RevokeTokenCommand = __webpack_require__(6746);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/DeleteUserCommand.js
var DeleteUserCommand = __webpack_require__(2013);
// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/cognito/errors/failures.js + 2 modules
var failures = __webpack_require__(7733);
;// CONCATENATED MODULE: ./build/cognito/secret-hash.js

/**
 * Computes `SECRET_HASH`, which proves that the caller knows the client secret.
 *
 * @param username the username in the same request
 * @returns Base64, 44 characters
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
function secretHashOf(clientSecret, username, clientId) {
    return (0,external_node_crypto_.createHmac)('sha256', clientSecret)
        .update(username + clientId)
        .digest('base64');
}

;// CONCATENATED MODULE: ./build/cognito/srp.js
/**
 * The client side of SRP (Secure Remote Password), which proves knowledge of the password without sending it. The
 * one-letter names are those of RFC 5054. Cognito encodes numbers, derives the key and signs in its own way, so that
 * part follows AWS's clients.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.5
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */

/** The 3072-bit prime of RFC 5054 appendix A, which Node.js names after RFC 3526, and its generator. */
const N = BigInt(`0x${(0,external_node_crypto_.getDiffieHellman)('modp15').getPrime('hex')}`);
const g = 2n;
const k = hashToNumber(bytesOf(N), bytesOf(g));
/** The minimum of RFC 5054 section 3.1. A longer number costs time and does not make a 16-byte key safer. */
const PRIVATE_NUMBER_BYTES = 32;
const KEY_BYTES = 16;
/**
 * A number of the exchange is not hexadecimal, or is a zero at which the protocol must stop. The caller translates it
 * to `answer-unreadable`. The message holds no secret.
 */
class SrpError extends Error {
    name = 'SrpError';
}
/**
 * Starts an exchange.
 *
 * @param randomBytes a cryptographic source
 */
function startSrp(randomBytes) {
    const a = numberOf(randomBytes(PRIVATE_NUMBER_BYTES));
    const A = notZero('A', powerModN(g, a));
    function answer(challenge, now) {
        const { userPoolId, userIdForSrp, secretBlock } = challenge;
        const timestamp = timestampOf(now);
        const signature = (0,external_node_crypto_.createHmac)('sha256', sharedKey(a, A, challenge))
            .update(poolNameOf(userPoolId) + userIdForSrp)
            .update(Buffer.from(secretBlock, 'base64'))
            .update(timestamp)
            .digest('base64');
        return { signature, timestamp };
    }
    return { srpA: A.toString(16), answer };
}
const SALT_BYTES = 16;
const DEVICE_PASSWORD_BYTES = 40;
/** Generates the verifier of a random device password. The password is dropped: no later sign-in uses the device. */
function generateDeviceVerifier({ key, groupKey }, randomBytes) {
    const password = randomBytes(DEVICE_PASSWORD_BYTES).toString('base64');
    const salt = bytesOf(numberOf(randomBytes(SALT_BYTES)));
    const x = hashToNumber(salt, sha256(`${groupKey}${key}:${password}`));
    return { salt: salt.toString('base64'), passwordVerifier: bytesOf(powerModN(g, x)).toString('base64') };
}
/** Derives the key, which takes the password, from the shared number S by HKDF (RFC 5869). */
function sharedKey(a, A, { userPoolId, userIdForSrp, password, salt, srpB }) {
    const B = notZero('B', parseHex('B', srpB));
    const u = notZero('u', hashToNumber(bytesOf(A), bytesOf(B)));
    const identity = sha256(`${poolNameOf(userPoolId)}${userIdForSrp}:${password}`);
    const x = hashToNumber(bytesOf(parseHex('salt', salt)), identity);
    const S = powerModN(B - k * powerModN(g, x), a + u * x);
    return new Uint8Array((0,external_node_crypto_.hkdfSync)('sha256', bytesOf(S), bytesOf(u), 'Caldera Derived Key', KEY_BYTES));
}
/** Returns the part of a user pool ID after the region and `_`. */
function poolNameOf(userPoolId) {
    return userPoolId.slice(userPoolId.indexOf('_') + 1);
}
/** Formats `Tue Feb 3 04:05:06 UTC 2026`. Cognito refuses any other format, including a zero before the day. */
function timestampOf(now) {
    return now
        .toUTCString()
        .replace(/^(?<weekday>\w+), 0?(?<day>\d+) (?<month>\w+) (?<year>\d+) (?<time>\S+) GMT$/, '$<weekday> $<month> $<day> $<time> UTC $<year>');
}
/** Computes `base` to the power of `exponent`, modulo N, by squaring. The base may be negative. */
function powerModN(base, exponent) {
    const positiveBase = ((base % N) + N) % N;
    let power = 1n;
    for (const bit of exponent.toString(2)) {
        power = (power * power) % N;
        if (bit === '1') {
            power = (power * positiveBase) % N;
        }
    }
    return power;
}
/** Rejects zero modulo N, which would make the key independent of the password (RFC 5054 sections 2.5.3 and 2.5.4). */
function notZero(name, value) {
    if (value % N === 0n) {
        throw new SrpError(`${name} is zero`);
    }
    return value;
}
function parseHex(name, text) {
    if (!/^[0-9a-f]+$/i.test(text)) {
        throw new SrpError(`${name} is not a hexadecimal number`);
    }
    return BigInt(`0x${text}`);
}
/** Encodes the shortest two's complement, as Java's BigInteger does: with a zero byte before a leading one bit. */
function bytesOf(value) {
    const hex = value.toString(16);
    const wholeBytes = hex.length % 2 === 0 ? hex : `0${hex}`;
    return Buffer.from(/^[89a-f]/.test(wholeBytes) ? `00${wholeBytes}` : wholeBytes, 'hex');
}
function numberOf(bytes) {
    return BigInt(`0x${bytes.toString('hex')}`);
}
function hashToNumber(...parts) {
    return numberOf(sha256(Buffer.concat(parts)));
}
function sha256(data) {
    return (0,external_node_crypto_.createHash)('sha256').update(data).digest();
}

;// CONCATENATED MODULE: ./build/cognito/wire-fields.js


function attributeList(attributes) {
    return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
/** Returns the field `ClientMetadata`, or nothing if there is no metadata. */
function clientMetadataField(clientMetadata) {
    return Object.keys(clientMetadata).length === 0 ? {} : { ClientMetadata: { ...clientMetadata } };
}
/** Returns the field `Session`, or nothing if the challenge came without one, as PASSWORD_VERIFIER does. */
function sessionField(session) {
    return session === '' ? {} : { Session: session };
}
/** Formats the field `Filter` of ListUsers. */
function userFilter({ field, prefix }) {
    return `${field.replace('-', '_')} ^= "${prefix}"`;
}
/** Parses a user of ListUsers. Drops one without name or date, because the sweep needs both to recognize leftovers. */
function listedUser({ Username, UserCreateDate, Attributes = [] }) {
    if (Username === undefined || UserCreateDate === undefined) {
        return [];
    }
    const attribute = (name) => Attributes.find(({ Name }) => Name === name)?.Value ?? '';
    return [
        {
            username: Username,
            sub: attribute('sub'),
            email: attribute('email'),
            phoneNumber: attribute('phone_number'),
            createdAt: UserCreateDate,
        },
    ];
}
/** Reads the tokens of an answer and masks them. The SDK does not check types, so neither are they trusted here. */
function readAndMaskTokens(result, mask) {
    const tokens = {
        idToken: (0,json/* textIn */.r7)(result, 'IdToken'),
        accessToken: (0,json/* textIn */.r7)(result, 'AccessToken'),
        refreshToken: (0,json/* textIn */.r7)(result, 'RefreshToken'),
    };
    Object.values(tokens).flatMap(build_tokens/* secretsOfToken */.aU).forEach(mask);
    const key = (0,json/* textIn */.r7)(result?.NewDeviceMetadata, 'DeviceKey');
    const groupKey = (0,json/* textIn */.r7)(result?.NewDeviceMetadata, 'DeviceGroupKey');
    mask(key);
    return { ...tokens, newDevice: key === '' ? undefined : { key, groupKey } };
}

;// CONCATENATED MODULE: ./build/cognito/auth-flows.js
/**
 * Auth flows on the wire. The signed and the unsigned operations take the same fields.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */






function hasTokensOrChallenge(output) {
    return output.ChallengeName !== undefined || output.AuthenticationResult !== undefined;
}
function createAuthFlows({ initiate, respond }, { clientId, clientSecret, target, mask }) {
    /** Returns the username of a request and the secret hash over that username. */
    function usernameFields(username) {
        if (clientSecret === undefined) {
            return { USERNAME: username };
        }
        const secretHash = secretHashOf(clientSecret, username, clientId);
        mask(secretHash);
        return { USERNAME: username, SECRET_HASH: secretHash };
    }
    async function initiateWith(request, parameters) {
        const output = await initiate({
            AuthFlow: request.flow.name,
            AuthParameters: { ...usernameFields(request.username), ...parameters },
            ...clientMetadataField(request.clientMetadata),
        });
        mask(output.Session ?? '');
        return output;
    }
    function toAuthResponse(output, username) {
        mask(output.Session ?? '');
        return output.ChallengeName === undefined
            ? { kind: 'tokens', tokens: readAndMaskTokens(output.AuthenticationResult, mask) }
            : { kind: 'challenge', challenge: parseChallenge(output, output.ChallengeName, username) };
    }
    async function respondTo({ name, session, username }, clientMetadata, answers) {
        const output = await respond(name, () => ({
            ChallengeName: name,
            ChallengeResponses: { ...usernameFields(username), ...answers() },
            ...sessionField(session),
            ...clientMetadataField(clientMetadata),
        }));
        return toAuthResponse(output, username);
    }
    /** Starts a sign-in. */
    async function start(request) {
        const { flow, username, password } = request;
        if (flow.name === 'USER_SRP_AUTH') {
            return startWithSrp(request, flow.userPoolId);
        }
        const preference = flow.name === 'USER_AUTH' ? { PREFERRED_CHALLENGE: 'PASSWORD' } : {};
        return toAuthResponse(await initiateWith(request, { ...preference, PASSWORD: password }), username);
    }
    /** Answers PASSWORD_VERIFIER as well, so that callers see SRP as one request. */
    async function startWithSrp(request, userPoolId) {
        const { username, password, clientMetadata } = request;
        const exchange = startSrp(external_node_crypto_.randomBytes);
        const output = await initiateWith(request, { SRP_A: exchange.srpA });
        if (output.ChallengeName !== 'PASSWORD_VERIFIER') {
            return toAuthResponse(output, username);
        }
        const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = output.ChallengeParameters ?? {};
        const userIdForSrp = usernameIn(output, username);
        const claim = translateErrors(() => exchange.answer({ userPoolId, password, userIdForSrp, salt, srpB, secretBlock }, new Date()));
        const challenge = { name: output.ChallengeName, session: output.Session ?? '', username: userIdForSrp };
        return respondTo(challenge, clientMetadata, () => ({
            PASSWORD_CLAIM_SIGNATURE: claim.signature,
            PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
            TIMESTAMP: claim.timestamp,
        }));
    }
    function translateErrors(compute) {
        try {
            return compute();
        }
        catch (error) {
            throw (0,failures/* toActionError */.ie)(error, { operation: 'InitiateAuth', about: 'USER_SRP_AUTH', target });
        }
    }
    /** Answers a challenge. */
    function answer(reply, clientMetadata) {
        return respondTo(reply, clientMetadata, () => answerFields(reply));
    }
    return { start, answer };
}
function answerFields(answer) {
    switch (answer.name) {
        case 'SOFTWARE_TOKEN_MFA':
            return { SOFTWARE_TOKEN_MFA_CODE: answer.code() };
        case 'MFA_SETUP':
            return {};
        case 'SELECT_MFA_TYPE':
            return { ANSWER: answer.choice };
        case 'SELECT_CHALLENGE':
            return { ANSWER: answer.choice, PASSWORD: answer.password };
    }
}
/** Returns the username that Cognito expects in the next answer: its own name for the user if it gives one. */
function usernameIn({ ChallengeParameters: parameters = {} }, sentUsername) {
    return parameters['USER_ID_FOR_SRP'] ?? parameters['USERNAME'] ?? sentUsername;
}
function parseChallenge(output, wireName, sentUsername) {
    const { Session: session = '', ChallengeParameters: parameters = {}, AvailableChallenges: available = [] } = output;
    const common = { session, username: usernameIn(output, sentUsername) };
    switch (wireName) {
        case 'SOFTWARE_TOKEN_MFA':
            return { ...common, name: wireName };
        case 'MFA_SETUP':
            return { ...common, name: wireName, choices: parseChoices(parameters['MFAS_CAN_SETUP']) };
        case 'SELECT_MFA_TYPE': {
            // The developer guide and AWS's own clients disagree on the name.
            const choices = parseChoices(parameters['MFAS_CAN_CHOOSE'] ?? parameters['MFAS_CAN_SELECT']);
            return { ...common, name: wireName, choices };
        }
        case 'SELECT_CHALLENGE':
            return { ...common, name: wireName, choices: available.map(error_name/* vettedName */.Ai) };
        default:
            return { ...common, name: 'other', wireName: (0,error_name/* vettedName */.Ai)(wireName) };
    }
}
/** Parses a JSON array in a text field, such as `["SOFTWARE_TOKEN_MFA"]`. */
function parseChoices(json) {
    return [...(json ?? '').matchAll(/"(\w+)"/g)].map(([, choice = '']) => (0,error_name/* vettedName */.Ai)(choice));
}

;// CONCATENATED MODULE: ./build/cognito/calls.js


/** @param target what is called, for messages */
function createCaller(client, target, retry) {
    return (operation, makeCommand, { about, observer, isComplete = () => true, ...options } = {}) => {
        const call = { operation, about, target };
        return retry.run(async (abortSignal) => {
            const send = async () => {
                const command = makeCommand();
                command.middlewareStack.add((next) => (request) => {
                    observer?.onRequestSent();
                    return next(request);
                }, { step: 'deserialize', priority: 'low' });
                const output = await abortable(abortSignal, client.send(command, { abortSignal }));
                if (!isComplete(output)) {
                    throw (0,failures/* unreadableAnswer */.Cw)(output, call);
                }
                return output;
            };
            try {
                return await send().catch((error) => {
                    // From the answer's date, the SDK knows by now how far the clock of this machine is off.
                    if ((0,action_error/* isFailure */.N6)((0,failures/* toActionError */.ie)(error, call), 'clock-wrong')) {
                        return send();
                    }
                    throw error;
                });
            }
            catch (error) {
                const failure = (0,failures/* toActionError */.ie)(error, call);
                observer?.onAttemptFailed(failure);
                throw failure;
            }
        }, options);
    };
}
/** Ends with the signal, also where the work does not heed it: finding credentials does not. */
function abortable(signal, work) {
    const aborted = new Promise((_, fail) => {
        signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    });
    return Promise.race([work, aborted]);
}

;// CONCATENATED MODULE: ./build/cognito/creation.js
/**
 * What became of a user that was to be created.
 */

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param create makes the call, and gives the user pool's own name for the user
 */
async function settleCreation(create) {
    let hasLeft = false;
    let mayExist = false;
    const observer = {
        onRequestSent: () => {
            hasLeft = true;
        },
        onAttemptFailed: (failure) => {
            mayExist ||= hasLeft && !(0,action_error/* hasTrait */.jp)(failure, 'hadNoEffect');
            hasLeft = false;
        },
    };
    try {
        return { outcome: 'created', username: await create(observer) };
    }
    catch (error) {
        if ((0,action_error/* isServiceError */.gi)(error, 'UsernameExistsException')) {
            return { outcome: 'already-exists' };
        }
        if (!mayExist && error instanceof action_error/* ActionError */.lZ) {
            return { outcome: 'refused', failure: error };
        }
        throw error;
    }
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/ConfirmDeviceCommand.js
var ConfirmDeviceCommand = __webpack_require__(8429);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/ForgetDeviceCommand.js
var ForgetDeviceCommand = __webpack_require__(3436);
;// CONCATENATED MODULE: ./build/cognito/expected-errors.js

/**
 * Returns a `catch` handler that resolves to a value on certain errors of a service. They mean that there is nothing to
 * do any more, for example because an earlier attempt succeeded and its answer was lost.
 */
function resolveOn(errorNames, value) {
    return (error) => {
        if (errorNames.some((name) => (0,action_error/* isServiceError */.gi)(error, name))) {
            return value;
        }
        throw error;
    };
}

;// CONCATENATED MODULE: ./build/cognito/devices.js
/**
 * The devices that a user pool remembers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */




function createDeviceOperations(call) {
    /** Confirms a device. Cognito refreshes the tokens of a device only after that. */
    async function confirmDevice(accessToken, device) {
        const { salt, passwordVerifier } = generateDeviceVerifier(device, external_node_crypto_.randomBytes);
        const input = {
            AccessToken: accessToken,
            DeviceKey: device.key,
            DeviceSecretVerifierConfig: { Salt: salt, PasswordVerifier: passwordVerifier },
        };
        // Only this sign-in has the key, so an earlier attempt confirmed it.
        const done = resolveOn(['DeviceKeyExistsException'], undefined);
        await call('ConfirmDevice', () => new ConfirmDeviceCommand/* ConfirmDeviceCommand */.w(input)).catch(done);
    }
    /** Forgets a device. Cognito deletes the devices of a user together with the user. */
    function forgetDevice(accessToken, deviceKey) {
        const input = { AccessToken: accessToken, DeviceKey: deviceKey };
        return call('ForgetDevice', () => new ForgetDeviceCommand/* ForgetDeviceCommand */.z(input)).then(() => 'forgotten', resolveOn(['ResourceNotFoundException', 'UserNotFoundException'], 'not-found'));
    }
    return { confirmDevice, forgetDevice };
}

// EXTERNAL MODULE: ./build/cognito/targets.js
var targets = __webpack_require__(9346);
;// CONCATENATED MODULE: ./build/cognito/app-client.js
/** The operations on an app client. They need no AWS credentials. */













/** Connects an app client. Every operation rejects with an `ActionError`. */
function connectAppClient(client, appClient, { retry, mask, unsignedClient }) {
    const { clientId, clientSecret } = appClient;
    const target = (0,targets/* appClientTarget */.Q4)(appClient);
    const call = createCaller(client, target, retry);
    const clientSecretField = clientSecret === undefined ? {} : { ClientSecret: clientSecret };
    const authFlows = createAuthFlows({
        initiate: (fields) => call('InitiateAuth', () => new InitiateAuthCommand/* InitiateAuthCommand */.l({ ClientId: clientId, ...fields }), {
            about: fields.AuthFlow ?? '',
            isComplete: hasTokensOrChallenge,
        }),
        respond: (challenge, fields) => call('RespondToAuthChallenge', () => new RespondToAuthChallengeCommand/* RespondToAuthChallengeCommand */.$({ ClientId: clientId, ...fields() }), {
            about: challenge,
            isComplete: hasTokensOrChallenge,
        }),
    }, { ...appClient, target, mask });
    /** Signs a user up with its permanent password. Cognito sends a code to its address or number. */
    function signUp({ username, password, attributes, clientMetadata }) {
        const secretHash = clientSecret === undefined ? '' : secretHashOf(clientSecret, username, clientId);
        mask(secretHash);
        const input = {
            ClientId: clientId,
            Username: username,
            Password: password,
            UserAttributes: attributeList(attributes),
            ...(secretHash === '' ? {} : { SecretHash: secretHash }),
            ...clientMetadataField(clientMetadata),
        };
        return settleCreation(async (observer) => {
            await call('SignUp', () => new SignUpCommand/* SignUpCommand */.m(input), { finishOnCancel: true, observer });
            return username;
        });
    }
    /** Creates an authenticator app for the user of a sign-in under way. */
    async function associateTotp(session) {
        const { SecretCode: totpSecret = '', Session = '' } = await call('AssociateSoftwareToken', () => new AssociateSoftwareTokenCommand/* AssociateSoftwareTokenCommand */.a({ Session: session }), { isComplete: ({ SecretCode = '' }) => /^[A-Z2-7]{16,}=*$/i.test(SecretCode) });
        mask(totpSecret);
        mask(Session);
        return { totpSecret, session: Session };
    }
    /** Proves that the new authenticator app works. */
    async function verifyTotp(session, code) {
        const { Status, Session = '' } = await call('VerifySoftwareToken', () => new VerifySoftwareTokenCommand/* VerifySoftwareTokenCommand */.t({ Session: session, UserCode: code() }), { isComplete: ({ Status }) => Status !== undefined });
        mask(Session);
        // Cognito also reports a wrong code with HTTP 200.
        if (Status !== 'SUCCESS') {
            const refused = { name: 'EnableSoftwareTokenMFAException' };
            throw (0,failures/* toActionError */.ie)(refused, { operation: 'VerifySoftwareToken', target });
        }
        return { session: Session };
    }
    /**
     * Exchanges a refresh token for new tokens. The new refresh token is empty unless Cognito rotates refresh tokens.
     *
     * `GetTokensFromRefreshToken` works with and without rotation. Some emulators lack it, so a public app client falls
     * back to `REFRESH_TOKEN_AUTH`, which works without rotation only.
     *
     * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
     */
    async function refreshTokens({ refreshToken, deviceKey, clientMetadata }) {
        const metadata = clientMetadataField(clientMetadata);
        const device = deviceKey === undefined ? {} : { DeviceKey: deviceKey };
        const input = { ClientId: clientId, RefreshToken: refreshToken, ...clientSecretField, ...device, ...metadata };
        const about = 'REFRESH_TOKEN_AUTH';
        const isComplete = hasTokensOrChallenge;
        const { AuthenticationResult } = await call('GetTokensFromRefreshToken', () => new GetTokensFromRefreshTokenCommand/* GetTokensFromRefreshTokenCommand */.Q(input), { about, isComplete }).catch((error) => {
            // A confidential app client would need a secret hash over a username that is not known here.
            if ((0,action_error/* isFailure */.N6)(error, 'operation-unknown') && clientSecret === undefined) {
                const parameters = {
                    REFRESH_TOKEN: refreshToken,
                    ...(deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey }),
                };
                const fallback = { ClientId: clientId, AuthFlow: about, AuthParameters: parameters, ...metadata };
                return call('InitiateAuth', () => new InitiateAuthCommand/* InitiateAuthCommand */.l(fallback), { about, isComplete });
            }
            throw error;
        });
        return readAndMaskTokens(AuthenticationResult, mask);
    }
    /** Fetches an access token for the app client itself. Needs `ALLOW_CLIENT_TOKEN_AUTH`, and no user pool domain. */
    async function fetchClientToken(request) {
        const input = {
            ClientId: clientId,
            Secret: request.clientSecret,
            ...(request.scopes.length === 0 ? {} : { Scopes: [...request.scopes] }),
            ...clientMetadataField(request.clientMetadata),
        };
        const unsignedCall = createCaller(unsignedClient(), target, retry);
        const { ClientAuthenticationResult } = await unsignedCall('GetClientToken', () => new GetClientTokenCommand/* GetClientTokenCommand */.S(input), { isComplete: (output) => (0,json/* textIn */.r7)(output.ClientAuthenticationResult, 'AccessToken') !== '' });
        const accessToken = (0,json/* textIn */.r7)(ClientAuthenticationResult, 'AccessToken');
        (0,build_tokens/* secretsOfToken */.aU)(accessToken).forEach(mask);
        return accessToken;
    }
    /** Revokes a refresh token and every access token that came from it. */
    async function revokeToken(refreshToken) {
        const input = { ClientId: clientId, Token: refreshToken, ...clientSecretField };
        await call('RevokeToken', () => new RevokeTokenCommand/* RevokeTokenCommand */.d(input));
    }
    /** Deletes the user who owns the access token. */
    function deleteSignedInUser(accessToken) {
        return call('DeleteUser', () => new DeleteUserCommand/* DeleteUserCommand */.O({ AccessToken: accessToken })).then(() => 'deleted', resolveOn(['UserNotFoundException'], 'not-found'));
    }
    return {
        authFlows,
        signUp,
        associateTotp,
        verifyTotp,
        refreshTokens,
        fetchClientToken,
        revokeToken,
        deleteSignedInUser,
        ...createDeviceOperations(call),
    };
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-provider-web-identity/dist-es/fromWebToken.js
var fromWebToken = __webpack_require__(4659);
;// CONCATENATED MODULE: ./build/cognito/credentials.js
/** AWS credentials of a role that trusts GitHub's OIDC tokens. They never leave this process. */







/** Shorter than the timeout of the call that needs the credentials, so that the error names the step that failed. */
const STEP_TIMEOUT_MS = 10_000;
/** The minimum of AWS. The SDK assumes the role again when the credentials expire, and so does the post step. */
const DURATION_SECONDS = 900;
/**
 * Returns a credential provider for one SDK client. The provider rejects with an `ActionError`.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function roleCredentials(role, { region, run, requestHandler, fetchIdToken, mask }) {
    return async () => {
        const webIdentityToken = await idTokenFor(role, fetchIdToken);
        (0,build_tokens/* secretsOfToken */.aU)(webIdentityToken).forEach(mask);
        const provide = (0,fromWebToken/* fromWebToken */.G)({
            roleArn: role.arn,
            // CloudTrail shows this name.
            roleSessionName: `gha-${run.runId}-${run.runAttempt}`,
            webIdentityToken,
            durationSeconds: DURATION_SECONDS,
            // The call that needs the credentials does the retries.
            clientConfig: { region, requestHandler, maxAttempts: 1 },
        });
        try {
            const credentials = await abortable(AbortSignal.timeout(STEP_TIMEOUT_MS), provide());
            const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
            // With NODE_DEBUG=http, Node.js prints the headers of signed calls, which contain the access key ID.
            [accessKeyId, secretAccessKey, sessionToken].forEach(mask);
            return credentials;
        }
        catch (error) {
            throw (0,failures/* toActionError */.ie)(error, {
                operation: 'AssumeRoleWithWebIdentity',
                target: (0,targets/* roleTarget */.Os)(role, region),
            });
        }
    };
}
async function idTokenFor({ audience }, fetchIdToken) {
    const timeout = AbortSignal.timeout(STEP_TIMEOUT_MS);
    const idToken = await abortable(timeout, fetchIdToken(audience)).catch((error) => {
        throw idTokenFailure(error);
    });
    if (idToken === undefined) {
        throw new action_error/* ActionError */.lZ({ code: 'id-token-unavailable' });
    }
    return idToken;
}
/** Reads the status from the toolkit's message, which has it nowhere else. The message also quotes GitHub's answer. */
function idTokenFailure(error) {
    const [, status] = /Error Code : (40[13])\b/.exec((0,json/* textIn */.r7)(error, 'message')) ?? [];
    return new action_error/* ActionError */.lZ(status === undefined ? { code: 'id-token-failed' } : { code: 'id-token-refused', status: Number(status) });
}

// EXTERNAL MODULE: ./build/cognito/endpoints.js
var endpoints = __webpack_require__(9862);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminCreateUserCommand.js
var AdminCreateUserCommand = __webpack_require__(7511);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminSetUserPasswordCommand.js
var AdminSetUserPasswordCommand = __webpack_require__(6420);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminConfirmSignUpCommand.js
var AdminConfirmSignUpCommand = __webpack_require__(5226);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminAddUserToGroupCommand.js
var AdminAddUserToGroupCommand = __webpack_require__(3982);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminDeleteUserCommand.js
var AdminDeleteUserCommand = __webpack_require__(9622);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/ListUsersCommand.js
var ListUsersCommand = __webpack_require__(4083);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminInitiateAuthCommand.js
var AdminInitiateAuthCommand = __webpack_require__(913);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/AdminRespondToAuthChallengeCommand.js
var AdminRespondToAuthChallengeCommand = __webpack_require__(8027);
;// CONCATENATED MODULE: ./build/cognito/user-pool.js
/** The operations on a user pool. They are signed with AWS credentials. */








/** The maximum of Cognito. */
const USERS_PER_PAGE = 60;
/** Connects a user pool. Every operation rejects with an `ActionError`. */
function connectUserPool(client, { region, userPoolId }, { retry, mask }) {
    const target = (0,targets/* userPoolTarget */.HN)({ region, userPoolId });
    const call = createCaller(client, target, retry);
    const poolField = { UserPoolId: userPoolId };
    /** Creates a user with a temporary password, without sending a message. */
    function createUser({ username, password, attributes, clientMetadata }) {
        const input = {
            ...poolField,
            Username: username,
            // Without it, a user pool with passwordless sign-in creates a user without any password:
            // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
            TemporaryPassword: password,
            MessageAction: 'SUPPRESS',
            UserAttributes: attributeList(attributes),
            ...clientMetadataField(clientMetadata),
        };
        return settleCreation(async (observer) => {
            const { User } = await call('AdminCreateUser', () => new AdminCreateUserCommand/* AdminCreateUserCommand */.U(input), {
                finishOnCancel: true,
                observer,
                isComplete: ({ User: created }) => created !== undefined,
            });
            return User?.Username ?? username;
        });
    }
    /** Sets a password that the user need not change at sign-in. */
    async function setPermanentPassword(username, password) {
        const input = { ...poolField, Username: username, Password: password, Permanent: true };
        // The password is random, so an earlier attempt set it.
        const done = resolveOn(['PasswordHistoryPolicyViolationException'], undefined);
        await call('AdminSetUserPassword', () => new AdminSetUserPasswordCommand/* AdminSetUserPasswordCommand */.T(input)).catch(done);
    }
    /** Confirms a user who signed up, without the code that Cognito sent. */
    async function confirmSignUp(username, clientMetadata) {
        const input = { ...poolField, Username: username, ...clientMetadataField(clientMetadata) };
        try {
            await call('AdminConfirmSignUp', () => new AdminConfirmSignUpCommand/* AdminConfirmSignUpCommand */.N(input));
        }
        catch (error) {
            // An earlier attempt confirmed the user and its answer was lost.
            if (!(0,action_error/* isFailure */.N6)(error, 'user-confirmed-already')) {
                throw error;
            }
        }
    }
    async function addToGroup(username, group) {
        const input = { ...poolField, Username: username, GroupName: group };
        await call('AdminAddUserToGroup', () => new AdminAddUserToGroupCommand/* AdminAddUserToGroupCommand */.L(input), { about: `group ${group}` });
    }
    function deleteUser(username) {
        const input = { ...poolField, Username: username };
        return call('AdminDeleteUser', () => new AdminDeleteUserCommand/* AdminDeleteUserCommand */.z(input)).then(() => 'deleted', resolveOn(['UserNotFoundException'], 'not-found'));
    }
    /** Fetches one page of a search. A page may be empty although more follow. */
    async function listUsers(search, { pageToken, limit = USERS_PER_PAGE }) {
        const input = {
            ...poolField,
            Filter: userFilter(search),
            Limit: limit,
            ...(pageToken === undefined ? {} : { PaginationToken: pageToken }),
        };
        const { Users = [], PaginationToken } = await call('ListUsers', () => new ListUsersCommand/* ListUsersCommand */.A(input), {
            isComplete: (page) => page.Users !== undefined,
        });
        return { users: Users.flatMap(listedUser), nextPageToken: PaginationToken };
    }
    /** The auth flow `ADMIN_USER_PASSWORD_AUTH` and its challenges. */
    function adminAuthFlows(appClient) {
        const ids = { ...poolField, ClientId: appClient.clientId };
        const hasNoSecret = appClient.clientSecret === undefined;
        const adminCall = createCaller(client, { ...target, withoutSecret: hasNoSecret }, retry);
        return createAuthFlows({
            initiate: (fields) => adminCall('AdminInitiateAuth', () => new AdminInitiateAuthCommand/* AdminInitiateAuthCommand */.C({ ...ids, ...fields }), {
                about: fields.AuthFlow ?? '',
                isComplete: hasTokensOrChallenge,
            }),
            respond: (challenge, fields) => adminCall('AdminRespondToAuthChallenge', () => new AdminRespondToAuthChallengeCommand/* AdminRespondToAuthChallengeCommand */.g({ ...ids, ...fields() }), { about: challenge, isComplete: hasTokensOrChallenge }),
        }, { ...appClient, target, mask });
    }
    return { createUser, setPermanentPassword, confirmSignUp, addToGroup, deleteUser, listUsers, adminAuthFlows };
}

;// CONCATENATED MODULE: ./build/cognito/connect.js
/** Connects Cognito's API through the AWS SDK. */







/** All clients share one pool of kept-alive connections. */
function connectCognito({ run, agents, fetchIdToken, ...calls }) {
    const { mask } = calls;
    const clients = new Map();
    let requestHandler;
    function sharedHandler() {
        requestHandler ??= new node_http_handler/* NodeHttpHandler */.$({
            requestTimeout: retry/* REQUEST_TIMEOUT_MS */.j2,
            throwOnRequestTimeout: true,
            ...agents(),
        });
        return requestHandler;
    }
    function clientFor(region, role) {
        return cached(`${region} ${role?.arn ?? ''}`, () => {
            const options = { region, run, requestHandler: sharedHandler(), fetchIdToken, mask };
            return createClient(region, role === undefined ? {} : { credentials: roleCredentials(role, options) });
        });
    }
    /** For operations that the SDK signs although they need no credentials. */
    function unsignedClientFor(region) {
        return cached(`${region} unsigned`, () => createClient(region, { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] }));
    }
    function cached(key, create) {
        const client = clients.get(key) ?? create();
        clients.set(key, client);
        return client;
    }
    /** The SDK reads endpoints from the environment, and credentials too unless there is a role. We retry ourselves. */
    function createClient(region, auth) {
        (0,endpoints/* assertEndpoints */.Bp)();
        return new CognitoIdentityProviderClient/* CognitoIdentityProviderClient */.k({
            region,
            requestHandler: sharedHandler(),
            maxAttempts: 1,
            customUserAgent: [['cognito-token-action'], ['github-run', `${run.runId}-${run.runAttempt}`]],
            ...auth,
        });
    }
    return {
        /** The custom endpoints of this process, for the state. */
        endpoints: (0,endpoints/* readEndpoints */.Zg)(),
        useEndpoints: endpoints/* useEndpoints */.IU,
        userPool: (target) => connectUserPool(clientFor(target.region, target.role), target, calls),
        appClient: (target) => connectAppClient(clientFor(target.region), target, {
            ...calls,
            unsignedClient: () => unsignedClientFor(target.region),
        }),
    };
}


/***/ }),

/***/ 9862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ assertEndpoints),
/* harmony export */   IU: () => (/* binding */ useEndpoints),
/* harmony export */   Zg: () => (/* binding */ readEndpoints)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5766);
/**
 * Custom endpoints, as every AWS SDK reads them from the environment.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */

const URL_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...URL_VARIABLES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
/** Reads the variables that are set, for the state. URLs lose their username, password and query. */
function readEndpoints() {
    return Object.fromEntries(VARIABLES.flatMap((name) => (process.env[name] ? [[name, withoutSecrets(process.env[name])]] : [])));
}
function withoutSecrets(value) {
    const url = URL.parse(value);
    return url === null ? value : `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}
/** Makes the SDK use these endpoints and no others from now on. */
function useEndpoints(endpoints) {
    for (const name of VARIABLES) {
        delete process.env[name];
    }
    Object.assign(process.env, endpoints);
}
/**
 * Checks the endpoints of the environment. Without a scheme, the SDK would read `localhost:4566` as the host `4566` and
 * send passwords there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
function assertEndpoints() {
    const variable = URL_VARIABLES.find((name) => !isUsable(process.env[name] ?? ''));
    if (variable !== undefined) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'endpoint-unusable', variable });
    }
}
function isUsable(endpoint) {
    return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}


/***/ }),

/***/ 7733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ie: () => (/* binding */ toActionError),
  TA: () => (/* binding */ toOAuthError),
  Cw: () => (/* binding */ unreadableAnswer)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/cognito/errors/machine-settings.js
/** A profile without credentials hides those of the environment. */
function isHiddenByProfile(errorName) {
    return errorName === 'CredentialsProviderError' && isSet('AWS_PROFILE');
}
/** Returns the setting to blame for an error without an answer, if the error says enough. */
function misconfiguredSetting(errorName, message) {
    const settings = BY_NAME.find(([name]) => name.test(errorName))?.[1];
    return settings ? settings.find(isSet) : BY_WORDING.find(([wording]) => wording.test(message))?.[1];
}
const BY_NAME = [
    // The action's own files are not read during calls, so it is a file that holds a token for AWS.
    [
        /^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM)$/,
        ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_PROFILE'],
    ],
    [/^ERR_INVALID_URL$/, ['AWS_CONTAINER_CREDENTIALS_FULL_URI']],
];
const BY_WORDING = [
    [/"defaultsMode"/, 'AWS_DEFAULTS_MODE'],
    [/\bFIPS and custom|FIPS is enabled/i, 'AWS_USE_FIPS_ENDPOINT'],
    [/\bDualstack (and custom|is enabled)/i, 'AWS_USE_DUALSTACK_ENDPOINT'],
    [/header content \["x-amz-security-token"\]/, 'AWS_SESSION_TOKEN'],
    [/header content \["authorization"\]/, 'AWS_ACCESS_KEY_ID'],
];
function isSet(setting) {
    return Boolean(process.env[setting]);
}

// EXTERNAL MODULE: ./build/failures/failure.js + 12 modules
var failure = __webpack_require__(5877);
// EXTERNAL MODULE: ./build/failures/record.js
var record = __webpack_require__(5333);
;// CONCATENATED MODULE: ./build/cognito/errors/matching.js
/** Compares an error with the matches of all records. */


/**
 * Returns the failure of the first record that matches name and wording, else of the first that matches the name alone.
 * An unknown wording has no failure: the advice for another wording would be wrong.
 */
function matchingFailure(evidence, message) {
    const { call, errorName = '' } = evidence;
    const text = `${call.operation}: ${message}`;
    const hasName = (name) => failure/* ERROR_CODES */.O.some((code) => failure/* RECORDS */.f[code].matches.some((match) => match.name === name));
    // AWS STS leaves out `Exception` at the end.
    const name = hasName(errorName) ? errorName : `${errorName}Exception`;
    const fits = (pattern) => (typeof pattern.name === 'string' ? pattern.name === name : pattern.name.test(errorName)) &&
        pattern.wording.test(text) &&
        pattern.when?.(evidence) !== false;
    const isWorded = (pattern) => fits(pattern) && pattern.wording !== record/* ANY_MESSAGE */.$$;
    for (const accepts of [isWorded, fits]) {
        for (const code of failure/* ERROR_CODES */.O) {
            const failure = failureOf(code, accepts);
            if (failure !== undefined) {
                return failure;
            }
        }
    }
    return undefined;
    function failureOf(code, accepts) {
        const match = failure/* RECORDS */.f[code].matches.find(accepts);
        return match && { code, ...match.read(evidence, message) };
    }
}

;// CONCATENATED MODULE: ./build/cognito/errors/failures.js
/**
 * Translates errors of AWS, OAuth and the network into failures. No such error travels further: it carries the request,
 * which has secrets, and its message can quote what was sent.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */





/** Translates what a rejected call threw. An `ActionError` is returned as it is. */
function toActionError(error, call) {
    if (error instanceof action_error/* ActionError */.lZ) {
        return error;
    }
    // Set by the AWS SDK.
    const metadata = (0,json/* fieldOf */._F)(error, '$metadata');
    const status = (0,json/* fieldOf */._F)(metadata, 'httpStatusCode');
    const httpStatus = typeof status === 'number' ? status : undefined;
    const [requestId] = /^[\w-]{1,64}$/.exec((0,json/* textIn */.r7)(metadata, 'requestId')) ?? [];
    return recognise({ call, errorName: (0,error_name/* nameOf */.Vb)(error), httpStatus, requestId }, (0,json/* textIn */.r7)(error, 'message'));
}
/** Creates the error for an answer that lacks required fields, such as `{}`. */
function unreadableAnswer(answer, call) {
    return toActionError({ ...answer, name: 'SyntaxError' }, call);
}
/** Translates an answer of a user pool domain that is not the expected one. */
function toOAuthError({ status, error, message = '', requestId }, call) {
    const errorName = typeof error === 'string' ? (0,error_name/* vettedName */.Ai)(error) : undefined;
    return recognise({ call, errorName, httpStatus: status, requestId }, message);
}
function recognise(evidence, message) {
    const { errorName = '', httpStatus } = evidence;
    if (isHiddenByProfile(errorName)) {
        return new action_error/* ActionError */.lZ({ ...evidence, code: 'machine-misconfigured', setting: 'AWS_PROFILE' });
    }
    const failure = matchingFailure(evidence, message);
    if (failure !== undefined) {
        return new action_error/* ActionError */.lZ(failure);
    }
    return httpStatus === undefined
        ? new action_error/* ActionError */.lZ({ ...evidence, code: 'machine-misconfigured', setting: misconfiguredSetting(errorName, message) })
        : (0,action_error/* createCallError */.Fi)(codeByStatus(httpStatus, evidence), evidence);
}
/** Names that the SDK gives to answers that it cannot parse. */
const UNREADABLE = ['SyntaxError', 'Unknown', 'UnknownError'];
/** Returns the code for an error that no record matches. For a load balancer's page, the status says most. */
function codeByStatus(status, { errorName, call }) {
    if (status >= 500) {
        return 'service-failed';
    }
    // Sent only by proxies: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
    if (status === 407) {
        return 'proxy-failed';
    }
    if (status === 429) {
        return 'throttled';
    }
    // An error with a success status means that the answer could not be read.
    if (UNREADABLE.includes(errorName) || status < 300) {
        return 'answer-unreadable';
    }
    if (call.target.kind !== 'user-pool-domain') {
        return 'call-refused';
    }
    if (status === 403) {
        return 'waf-blocked';
    }
    return errorName === undefined ? 'token-endpoint-missing' : 'call-refused';
}


/***/ }),

/***/ 9346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HN: () => (/* binding */ userPoolTarget),
/* harmony export */   Os: () => (/* binding */ roleTarget),
/* harmony export */   Q4: () => (/* binding */ appClientTarget),
/* harmony export */   Yp: () => (/* binding */ domainTarget)
/* harmony export */ });
/* harmony import */ var _aws_sdk_core_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3305);
/** Names of called resources, for messages. */

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html */
function userPoolTarget({ region, userPoolId }) {
    const arn = `arn:${(0,_aws_sdk_core_client__WEBPACK_IMPORTED_MODULE_0__/* .partition */ .jB)(region).name}:cognito-idp:${region}:ACCOUNT:userpool/${userPoolId}`;
    return { kind: 'user-pool', name: `user pool ${userPoolId} in ${region}`, host: hostOf('cognito-idp', region), arn };
}
function appClientTarget({ region, clientId, clientSecret }) {
    const name = `app client ${clientId} in ${region}`;
    return { kind: 'app-client', name, host: hostOf('cognito-idp', region), withoutSecret: clientSecret === undefined };
}
function roleTarget({ arn }, region) {
    return { kind: 'role', name: `role ${arn}`, host: hostOf('sts', region) };
}
/** @param client.domain origin of a user pool domain */
function domainTarget(client) {
    const { domain, clientId } = client;
    return { kind: 'user-pool-domain', name: `${domain} for app client ${clientId}`, host: new URL(domain).host };
}
function hostOf(service, region) {
    return `${service}.${region}.${(0,_aws_sdk_core_client__WEBPACK_IMPORTED_MODULE_0__/* .partition */ .jB)(region).dnsSuffix}`;
}


/***/ }),

/***/ 2532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QC: () => (/* binding */ tryAgain),
/* harmony export */   fz: () => (/* binding */ Retry),
/* harmony export */   j2: () => (/* binding */ REQUEST_TIMEOUT_MS),
/* harmony export */   sv: () => (/* binding */ oneTry)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5766);
/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */

/** A call gets this long to be answered, connecting included. */
const REQUEST_TIMEOUT_MS = 15_000;
const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 3_000;
/** After so long without success, one line of log says what is going on. */
const SILENCE_MS = 5_000;
class Retry {
    #deps;
    constructor(deps) {
        this.#deps = deps;
    }
    /** Rejects with the last failure once it does not pass or time is up, or with `interrupted`. */
    run(call, { finishOnCancel = false, requests = 1, passes = (error) => (0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .hasTrait */ .jp)(error, 'isTransient') } = {}) {
        const { timeLimit, clock } = this.#deps;
        const longest = requests * REQUEST_TIMEOUT_MS;
        const silentUntil = clock.elapsed() + SILENCE_MS;
        let hasSpoken = false;
        let lastFailure;
        return tryAgain(async () => {
            this.#assertTimeLeft(lastFailure);
            const left = timeLimit.remainingMs();
            const timeout = clock.signalAfter(Math.min(left, longest));
            try {
                return await call(AbortSignal.any([timeout, timeLimit.signal(finishOnCancel)]));
            }
            catch (error) {
                // A try that had less than its time tells nothing of the other side.
                lastFailure = left < longest && timeout.aborted ? (lastFailure ?? error) : error;
                throw lastFailure;
            }
        }, async (error, tries) => {
            if (!passes(error)) {
                throw error;
            }
            if (!hasSpoken && clock.elapsed() >= silentUntil) {
                hasSpoken = true;
                this.#deps.report(`Trying again until there is no more time for it: ${(0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .describeProblem */ .BJ)(error)}`);
            }
            const most = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
            await timeLimit.sleepAfter(error, this.#deps.random.integerBelow(most));
        });
    }
    /** That time is up tells less than what failed before. */
    #assertTimeLeft(lastFailure) {
        try {
            this.#deps.timeLimit.assertTimeLeft();
        }
        catch (limit) {
            throw (0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(limit, 'out-of-time') ? (lastFailure ?? limit) : limit;
        }
    }
}
/**
 * Does work until it comes to a good end.
 *
 * @param pauseAfter is handed each failure with the number of tries so far; it waits, or throws to end this
 */
async function tryAgain(work, pauseAfter) {
    for (let tries = 1;; tries++) {
        try {
            return await work();
        }
        catch (error) {
            await pauseAfter(error, tries);
        }
    }
}
/** One try, for callers that try again themselves. What is under way when the run is cancelled may settle. */
function oneTry({ timeLimit, clock }) {
    return {
        run: (call) => call(AbortSignal.any([clock.signalAfter(REQUEST_TIMEOUT_MS), timeLimit.signal(true)])),
    };
}


/***/ }),

/***/ 1816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ parseUserTokens),
/* harmony export */   Kf: () => (/* binding */ parseScopedTokens),
/* harmony export */   LD: () => (/* binding */ parseClientTokens),
/* harmony export */   aU: () => (/* binding */ secretsOfToken)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5766);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/** Parses the tokens of a sign-in. */


/**
 * Parses a user's tokens. Does not verify signatures: the tokens come from Cognito over TLS, and verifying them is the
 * job of the API under test.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseUserTokens(tokens) {
    const reader = new TokenReader('user pool');
    const idClaims = reader.claims(tokens.idToken, 'ID token');
    return userTokens(tokens, reader, { idClaims, accessClaims: reader.claims(tokens.accessToken, 'access token') });
}
/**
 * Parses the tokens of a sign-in at the login page, or of their refresh. Only the scope `openid` gives an ID token.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseScopedTokens(tokens, source) {
    const reader = new TokenReader(source);
    const accessClaims = reader.claims(tokens.accessToken, 'access token');
    const hasIdToken = tokens.idToken !== '' || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(accessClaims, 'scope').split(' ').includes('openid');
    const idClaims = hasIdToken ? reader.claims(tokens.idToken, 'ID token') : undefined;
    return userTokens(tokens, reader, { idClaims, accessClaims });
}
function userTokens({ idToken, accessToken, refreshToken, newDevice }, reader, { idClaims, accessClaims }) {
    if (refreshToken === '') {
        throw reader.failure('there is no refresh token');
    }
    const [claims, name, usernameClaim] = idClaims === undefined ? [accessClaims, 'access token', 'username'] : [idClaims, 'ID token', 'cognito:username'];
    const expiresAtSeconds = Math.min(reader.seconds(claims, 'exp', name), reader.seconds(accessClaims, 'exp', 'access token'));
    return {
        kind: 'user',
        idToken: idClaims === undefined ? undefined : idToken,
        accessToken,
        refreshToken,
        expiresAt: new Date(expiresAtSeconds * 1000),
        sub: reader.text(claims, 'sub', name),
        poolUsername: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(claims, usernameClaim),
        newDevice,
    };
}
/**
 * Parses the access token of an app client.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseClientTokens(accessToken, source) {
    const reader = new TokenReader(source);
    const claims = reader.claims(accessToken, 'access token');
    return { kind: 'client', accessToken, expiresAt: new Date(reader.seconds(claims, 'exp', 'access token') * 1000) };
}
/**
 * Returns the token and each of its parts except the header, which all tokens of a user pool share. A mask of the
 * token alone would not hide a payload that a tool prints.
 */
function secretsOfToken(token) {
    return [token, ...token.split('.').slice(1)];
}
/** The latest valid Date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_DATE_SECONDS = 8.64e12;
/** Decodes tokens, and names their source in failures. */
class TokenReader {
    #source;
    constructor(source) {
        this.#source = source;
    }
    /** Decodes the claims of a JWT: https://www.rfc-editor.org/rfc/rfc7519#section-3 */
    claims(token, name) {
        if (token === '') {
            throw this.failure(`there is no ${name}`);
        }
        const payload = token.split('.')[1];
        if (payload === undefined) {
            throw this.failure(`the ${name} is not a JWT`);
        }
        const claims = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(Buffer.from(payload, 'base64url').toString('utf8'));
        if (typeof claims !== 'object' || claims === null) {
            throw this.failure(`the ${name} has no claims`);
        }
        return claims;
    }
    /** Reads a claim in seconds since 1970. */
    seconds(claims, claim, name) {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, claim);
        if (typeof value !== 'number' || Math.abs(value) > MAX_DATE_SECONDS) {
            throw this.failure(`the ${name} has no claim ${claim}`);
        }
        return value;
    }
    text(claims, claim, name) {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, claim);
        if (typeof value !== 'string') {
            throw this.failure(`the ${name} has no claim ${claim}`);
        }
        return value;
    }
    failure(reason) {
        return new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'tokens-unreadable', reason, source: this.#source });
    }
}


/***/ })

};
