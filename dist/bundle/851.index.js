export const id = 851;
export const ids = [851];
export const modules = {

/***/ 5851:
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
// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/cognito/errors/failures.js + 3 modules
var failures = __webpack_require__(1463);
;// CONCATENATED MODULE: ./build/cognito/secret-hash.js

/**
 * The secret hash, which proves at each call that its sender knows the app client's secret. The username is the one of the very
 * same request. Base64, 44 characters.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
function secretHashOf(clientSecret, username, clientId) {
    return (0,external_node_crypto_.createHmac)('sha256', clientSecret)
        .update(username + clientId)
        .digest('base64');
}

;// CONCATENATED MODULE: ./build/cognito/srp.js
/**
 * The client's side of SRP (Secure Remote Password), as Cognito speaks it: proves that the password is known without sending it.
 * The one-letter names are those of RFC 5054. Of how numbers become bytes, how the key is derived and what is signed, the RFC says
 * otherwise or nothing; there Cognito's own clients are the standard.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.5
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */

/** The 3072-bit prime of RFC 5054 appendix A, which Node.js knows by its number in RFC 3526, and its generator. */
const N = BigInt(`0x${(0,external_node_crypto_.getDiffieHellman)('modp15').getPrime('hex')}`);
const g = 2n;
const k = hashToNumber(bytesOf(N), bytesOf(g));
/** 256 bits, the least of RFC 5054 section 3.1: a larger number costs time, and no key of 16 bytes gets safer by it. */
const PRIVATE_NUMBER_BYTES = 32;
const KEY_BYTES = 16;
/**
 * The numbers of an exchange cannot be used: one is not hexadecimal, or is a zero at which the protocol says to stop. To the user
 * this is an answer that is not one of Cognito: the caller translates it to `answer-unreadable`. The message holds no secret.
 */
class SrpError extends Error {
    name = 'SrpError';
}
/** Starts an exchange with a private number from `randomBytes`, which has to be a cryptographic source. */
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
/** The verifier of a password that nobody is told: this action signs in by no device a second time. */
function generateDeviceVerifier({ key, groupKey }, randomBytes) {
    const password = randomBytes(DEVICE_PASSWORD_BYTES).toString('base64');
    const salt = bytesOf(numberOf(randomBytes(SALT_BYTES)));
    const x = hashToNumber(salt, sha256(`${groupKey}${key}:${password}`));
    return { salt: salt.toString('base64'), passwordVerifier: bytesOf(powerModN(g, x)).toString('base64') };
}
/** The key that only somebody who knows the password comes to: of the server's number S, by HKDF (RFC 5869). */
function sharedKey(a, A, { userPoolId, userIdForSrp, password, salt, srpB }) {
    const B = notZero('B', parseHex('B', srpB));
    const u = notZero('u', hashToNumber(bytesOf(A), bytesOf(B)));
    const identity = sha256(`${poolNameOf(userPoolId)}${userIdForSrp}:${password}`);
    const x = hashToNumber(bytesOf(parseHex('salt', salt)), identity);
    const S = powerModN(B - k * powerModN(g, x), a + u * x);
    return new Uint8Array((0,external_node_crypto_.hkdfSync)('sha256', bytesOf(S), bytesOf(u), 'Caldera Derived Key', KEY_BYTES));
}
/** A user pool ID is the region, `_` and the pool's name. */
function poolNameOf(userPoolId) {
    return userPoolId.slice(userPoolId.indexOf('_') + 1);
}
/** For instance `Tue Feb 3 04:05:06 UTC 2026`: Cognito refuses any other form, a zero before the day included. */
function timestampOf(now) {
    return now
        .toUTCString()
        .replace(/^(?<weekday>\w+), 0?(?<day>\d+) (?<month>\w+) (?<year>\d+) (?<time>\S+) GMT$/, '$<weekday> $<month> $<day> $<time> UTC $<year>');
}
/** `base` to the power of `exponent`, modulo N, by squaring; also of a negative base. */
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
/** A zero, modulo N, would give a key that does not depend on the password or on the other side (RFC 5054 sections 2.5.3 and 2.5.4). */
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
/** The shortest two's complement, so with a zero byte before a first bit that is set: the form of Java, in which Cognito counts. */
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
/** The field `ClientMetadata`, left out where there is none. */
function clientMetadataField(clientMetadata) {
    return Object.keys(clientMetadata).length === 0 ? {} : { ClientMetadata: { ...clientMetadata } };
}
/** The field `Session`, left out where the challenge came without one, as PASSWORD_VERIFIER does. */
function sessionField(session) {
    return session === '' ? {} : { Session: session };
}
/** The field `Filter` of ListUsers, in which a phone number is `phone_number`. */
function userFilter({ field, prefix }) {
    return `${field.replace('-', '_')} ^= "${prefix}"`;
}
/** A user in an answer of ListUsers; none where it came without name or date, by which nobody could judge it. */
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
/** The tokens in an answer, masked. The SDK passes on what it reads, whatever the type. */
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
 * Auth flows on the wire: what Cognito wants to be told by which names. The signed and the unsigned operations differ in the call alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */






/** Cognito gives tokens, or says what it wants first. */
function isAuthAnswer({ ChallengeName, AuthenticationResult, }) {
    return ChallengeName !== undefined || AuthenticationResult !== undefined;
}
function createAuthFlows({ initiate, respond }, { clientId, clientSecret, target, mask }) {
    /** A request's username, and the secret hash over that very name. */
    function named(username) {
        if (clientSecret === undefined) {
            return { USERNAME: username };
        }
        const secretHash = secretHashOf(clientSecret, username, clientId);
        mask(secretHash);
        return { USERNAME: username, SECRET_HASH: secretHash };
    }
    async function begin(flow, start, parameters) {
        const answer = await initiate({
            AuthFlow: flow,
            AuthParameters: { ...named(start.username), ...parameters },
            ...clientMetadataField(start.clientMetadata),
        });
        mask(answer.Session ?? '');
        return answer;
    }
    function toAuthResponse(answer, username) {
        mask(answer.Session ?? '');
        return answer.ChallengeName === undefined
            ? { kind: 'tokens', tokens: readAndMaskTokens(answer.AuthenticationResult, mask) }
            : { kind: 'challenge', challenge: parseChallenge(answer, answer.ChallengeName, username) };
    }
    async function start(start) {
        const { flow, username, password } = start;
        switch (flow.name) {
            case 'USER_PASSWORD_AUTH':
            case 'ADMIN_USER_PASSWORD_AUTH':
                return toAuthResponse(await begin(flow.name, start, { PASSWORD: password }), username);
            case 'USER_AUTH': {
                const parameters = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password };
                return toAuthResponse(await begin(flow.name, start, parameters), username);
            }
            case 'USER_SRP_AUTH':
                return startWithSrp(start, flow.userPoolId);
        }
    }
    /** The challenge PASSWORD_VERIFIER is part of this flow: to its caller, SRP is one step like the others. */
    async function startWithSrp(start, userPoolId) {
        const { username, password, clientMetadata } = start;
        const exchange = startSrp(external_node_crypto_.randomBytes);
        const answer = await begin('USER_SRP_AUTH', start, { SRP_A: exchange.srpA });
        if (answer.ChallengeName !== 'PASSWORD_VERIFIER') {
            return toAuthResponse(answer, username);
        }
        const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = answer.ChallengeParameters ?? {};
        const userIdForSrp = usernameIn(answer, username);
        const claim = claimOf(() => exchange.answer({ userPoolId, password, userIdForSrp, salt, srpB, secretBlock }, new Date()));
        const next = await respond('PASSWORD_VERIFIER', () => ({
            ChallengeName: 'PASSWORD_VERIFIER',
            ChallengeResponses: {
                ...named(userIdForSrp),
                PASSWORD_CLAIM_SIGNATURE: claim.signature,
                PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
                TIMESTAMP: claim.timestamp,
            },
            ...sessionField(answer.Session ?? ''),
            ...clientMetadataField(clientMetadata),
        }));
        return toAuthResponse(next, userIdForSrp);
    }
    function claimOf(compute) {
        try {
            return compute();
        }
        catch (error) {
            throw (0,failures/* toActionError */.ie)(error, { operation: 'InitiateAuth', about: 'USER_SRP_AUTH', target });
        }
    }
    async function answer(answer, clientMetadata) {
        const { name, session, username } = answer;
        const next = await respond(name, () => ({
            ChallengeName: name,
            ChallengeResponses: { ...named(username), ...answerFields(answer) },
            ...sessionField(session),
            ...clientMetadataField(clientMetadata),
        }));
        return toAuthResponse(next, username);
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
/** The name under which Cognito wants the next answer: its own for the user, where it says one. */
function usernameIn({ ChallengeParameters: parameters = {} }, sent) {
    return parameters['USER_ID_FOR_SRP'] ?? parameters['USERNAME'] ?? sent;
}
function parseChallenge(answer, wireName, sentUsername) {
    const { Session: session = '', ChallengeParameters: parameters = {}, AvailableChallenges: available = [] } = answer;
    const common = { session, username: usernameIn(answer, sentUsername) };
    switch (wireName) {
        case 'SOFTWARE_TOKEN_MFA':
            return { ...common, name: wireName };
        case 'MFA_SETUP':
            return { ...common, name: wireName, choices: parseChoices(parameters['MFAS_CAN_SETUP']) };
        case 'SELECT_MFA_TYPE':
            // The developer guide has the one name, Cognito's own clients read the other.
            return {
                ...common,
                name: wireName,
                choices: parseChoices(parameters['MFAS_CAN_CHOOSE'] ?? parameters['MFAS_CAN_SELECT']),
            };
        case 'SELECT_CHALLENGE':
            return { ...common, name: wireName, choices: available.map(error_name/* vettedName */.Ai) };
        default:
            return { ...common, name: 'other', wireName: (0,error_name/* vettedName */.Ai)(wireName) };
    }
}
/** A list in a field that can only be text: JSON, as `["SOFTWARE_TOKEN_MFA"]`. */
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

;// CONCATENATED MODULE: ./build/cognito/deletion.js
/**
 * What became of a user that was to be deleted, or of a device that was to be forgotten.
 */

/**
 * What is gone already is as good as deleted: by a try whose answer got lost, or by somebody else. Rejects as the call does.
 *
 * @param done the outcome of a call that did it
 * @param goneNames the errors that say that there is nothing to delete
 */
async function settleDeletion(deletion, done, goneNames) {
    try {
        await deletion;
        return done;
    }
    catch (error) {
        if (goneNames.some((name) => (0,action_error/* isServiceError */.gi)(error, name))) {
            return 'not-found';
        }
        throw error;
    }
}
/** The same of a user. */
function settleUserDeletion(deletion) {
    return settleDeletion(deletion, 'deleted', ['UserNotFoundException']);
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/ConfirmDeviceCommand.js
var ConfirmDeviceCommand = __webpack_require__(8429);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-cognito-identity-provider/dist-es/commands/ForgetDeviceCommand.js
var ForgetDeviceCommand = __webpack_require__(3436);
;// CONCATENATED MODULE: ./build/cognito/devices.js
/**
 * The devices that a user pool remembers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */





function deviceOperations(call) {
    async function confirmDevice(accessToken, device) {
        const { salt, passwordVerifier } = generateDeviceVerifier(device, external_node_crypto_.randomBytes);
        const input = {
            AccessToken: accessToken,
            DeviceKey: device.key,
            DeviceSecretVerifierConfig: { Salt: salt, PasswordVerifier: passwordVerifier },
        };
        try {
            await call('ConfirmDevice', () => new ConfirmDeviceCommand/* ConfirmDeviceCommand */.w(input));
        }
        catch (error) {
            // The key is this sign-in's own: an earlier try confirmed it, and its answer got lost.
            if (!(0,action_error/* isServiceError */.gi)(error, 'DeviceKeyExistsException')) {
                throw error;
            }
        }
    }
    function forgetDevice(accessToken, deviceKey) {
        const input = { AccessToken: accessToken, DeviceKey: deviceKey };
        const forgetting = call('ForgetDevice', () => new ForgetDeviceCommand/* ForgetDeviceCommand */.z(input));
        // The devices of a user go with it.
        return settleDeletion(forgetting, 'forgotten', ['ResourceNotFoundException', 'UserNotFoundException']);
    }
    return { confirmDevice, forgetDevice };
}

// EXTERNAL MODULE: ./build/cognito/targets.js
var targets = __webpack_require__(9346);
;// CONCATENATED MODULE: ./build/cognito/app-client.js
/**
 * The calls on an app client, which the SDK sends unsigned.
 */













function connectAppClient(client, appClient, { retry, mask, unsignedClient }) {
    const { clientId, clientSecret } = appClient;
    const target = (0,targets/* appClientTarget */.Q4)(appClient);
    const call = createCaller(client, target, retry);
    /** In the operations that take the client secret itself. */
    const ownSecret = clientSecret === undefined ? {} : { ClientSecret: clientSecret };
    const authFlows = createAuthFlows({
        initiate: (fields) => call('InitiateAuth', () => new InitiateAuthCommand/* InitiateAuthCommand */.l({ ClientId: clientId, ...fields }), {
            about: fields.AuthFlow ?? '',
            isComplete: isAuthAnswer,
        }),
        respond: (challenge, fields) => call('RespondToAuthChallenge', () => new RespondToAuthChallengeCommand/* RespondToAuthChallengeCommand */.$({ ClientId: clientId, ...fields() }), {
            about: challenge,
            isComplete: isAuthAnswer,
        }),
    }, { ...appClient, target, mask });
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
    async function associateTotp(session) {
        const { SecretCode: totpSecret = '', Session = '' } = await call('AssociateSoftwareToken', () => new AssociateSoftwareTokenCommand/* AssociateSoftwareTokenCommand */.a({ Session: session }), { isComplete: ({ SecretCode = '' }) => /^[A-Z2-7]{16,}=*$/i.test(SecretCode) });
        mask(totpSecret);
        mask(Session);
        return { totpSecret, session: Session };
    }
    async function verifyTotp(session, code) {
        const { Status, Session = '' } = await call('VerifySoftwareToken', () => new VerifySoftwareTokenCommand/* VerifySoftwareTokenCommand */.t({ Session: session, UserCode: code() }), { isComplete: ({ Status }) => Status !== undefined });
        mask(Session);
        // Cognito can say no with HTTP 200, too.
        if (Status !== 'SUCCESS') {
            const refused = { name: 'EnableSoftwareTokenMFAException' };
            throw (0,failures/* toActionError */.ie)(refused, { operation: 'VerifySoftwareToken', target });
        }
        return { session: Session };
    }
    /**
     * `GetTokensFromRefreshToken` works with refresh token rotation and without; the older way works only without, and stands in where
     * an endpoint does not know the new one.
     *
     * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
     */
    async function refreshTokens({ refreshToken, deviceKey, clientMetadata }) {
        const metadata = clientMetadataField(clientMetadata);
        const device = deviceKey === undefined ? {} : { DeviceKey: deviceKey };
        const input = { ClientId: clientId, RefreshToken: refreshToken, ...ownSecret, ...device, ...metadata };
        const about = 'REFRESH_TOKEN_AUTH';
        const { AuthenticationResult } = await call('GetTokensFromRefreshToken', () => new GetTokensFromRefreshTokenCommand/* GetTokensFromRefreshTokenCommand */.Q(input), { about, isComplete: isAuthAnswer }).catch((error) => {
            // The older way wants a secret hash over a username, which nobody has told: it is open to public app clients alone.
            if ((0,action_error/* isFailure */.N6)(error, 'operation-unknown') && clientSecret === undefined) {
                const parameters = {
                    REFRESH_TOKEN: refreshToken,
                    ...(deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey }),
                };
                const older = { ClientId: clientId, AuthFlow: about, AuthParameters: parameters, ...metadata };
                return call('InitiateAuth', () => new InitiateAuthCommand/* InitiateAuthCommand */.l(older), { about, isComplete: isAuthAnswer });
            }
            throw error;
        });
        return readAndMaskTokens(AuthenticationResult, mask);
    }
    /** For app clients with `ALLOW_CLIENT_TOKEN_AUTH`, which have no OAuth grant. */
    async function fetchClientToken({ clientSecret: secret, scopes, clientMetadata, }) {
        const input = {
            ClientId: clientId,
            Secret: secret,
            ...(scopes.length === 0 ? {} : { Scopes: [...scopes] }),
            ...clientMetadataField(clientMetadata),
        };
        const unsignedCall = createCaller(unsignedClient(), target, retry);
        const { ClientAuthenticationResult } = await unsignedCall('GetClientToken', () => new GetClientTokenCommand/* GetClientTokenCommand */.S(input), {
            isComplete: ({ ClientAuthenticationResult: result }) => (0,json/* textIn */.r7)(result, 'AccessToken') !== '',
        });
        const accessToken = (0,json/* textIn */.r7)(ClientAuthenticationResult, 'AccessToken');
        (0,build_tokens/* secretsOfToken */.aU)(accessToken).forEach(mask);
        return accessToken;
    }
    async function revokeToken(refreshToken) {
        const input = { ClientId: clientId, Token: refreshToken, ...ownSecret };
        await call('RevokeToken', () => new RevokeTokenCommand/* RevokeTokenCommand */.d(input));
    }
    function deleteSignedInUser(accessToken) {
        return settleUserDeletion(call('DeleteUser', () => new DeleteUserCommand/* DeleteUserCommand */.O({ AccessToken: accessToken })));
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
        ...deviceOperations(call),
    };
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-provider-web-identity/dist-es/fromWebToken.js
var fromWebToken = __webpack_require__(4659);
;// CONCATENATED MODULE: ./build/cognito/credentials.js
/**
 * AWS credentials for a role that trusts GitHub, which never leave this process.
 */







/** Less than the call has that needs the credentials, so that what fails is said in its own name. */
const STEP_TIMEOUT_MS = 10_000;
/** AWS's least. Main and post assume the role afresh, the SDK again where it ends on the way. */
const DURATION_SECONDS = 900;
/**
 * A provider of the role's credentials, for one SDK client, which asks it at first and again before they end. Rejects with an `ActionError`:
 * `id-token-unavailable`, or what AWS's token service refused.
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
            // Shows up in CloudTrail.
            roleSessionName: `gha-${run.runId}-${run.runAttempt}`,
            webIdentityToken,
            durationSeconds: DURATION_SECONDS,
            // Tries are made by the call that needs the credentials.
            clientConfig: { region, requestHandler, maxAttempts: 1 },
        });
        try {
            const credentials = await abortable(AbortSignal.timeout(STEP_TIMEOUT_MS), provide());
            const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
            // Node.js prints the headers of signed calls under NODE_DEBUG=http.
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
/** What the toolkit says quotes GitHub's answer, and has the status of a refusal in its text alone. */
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
/**
 * The calls on a user pool that are signed with credentials.
 */








/** The most that Cognito gives at once. */
const USERS_PER_PAGE = 60;
function connectUserPool(client, { region, userPoolId }, { retry, mask }) {
    const target = (0,targets/* userPoolTarget */.HN)({ region, userPoolId });
    const call = createCaller(client, target, retry);
    const inPool = { UserPoolId: userPoolId };
    function createUser({ username, password, attributes, clientMetadata }) {
        const input = {
            ...inPool,
            Username: username,
            // Left out, a user pool with passwordless sign-in makes a user without any password:
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
    async function setPermanentPassword(username, password) {
        const input = { ...inPool, Username: username, Password: password, Permanent: true };
        try {
            await call('AdminSetUserPassword', () => new AdminSetUserPasswordCommand/* AdminSetUserPasswordCommand */.T(input));
        }
        catch (error) {
            // The password is random, so the user can have had it from an earlier try alone, whose answer got lost.
            if (!(0,action_error/* isServiceError */.gi)(error, 'PasswordHistoryPolicyViolationException')) {
                throw error;
            }
        }
    }
    async function confirmSignUp(username, clientMetadata) {
        const input = { ...inPool, Username: username, ...clientMetadataField(clientMetadata) };
        try {
            await call('AdminConfirmSignUp', () => new AdminConfirmSignUpCommand/* AdminConfirmSignUpCommand */.N(input));
        }
        catch (error) {
            // As an earlier try left it, whose answer got lost.
            if (!(0,action_error/* isFailure */.N6)(error, 'user-confirmed-already')) {
                throw error;
            }
        }
    }
    async function addToGroup(username, group) {
        const input = { ...inPool, Username: username, GroupName: group };
        await call('AdminAddUserToGroup', () => new AdminAddUserToGroupCommand/* AdminAddUserToGroupCommand */.L(input), { about: `group ${group}` });
    }
    function deleteUser(username) {
        const input = { ...inPool, Username: username };
        return settleUserDeletion(call('AdminDeleteUser', () => new AdminDeleteUserCommand/* AdminDeleteUserCommand */.z(input)));
    }
    async function listUsers(search, { pageToken, limit = USERS_PER_PAGE }) {
        const input = {
            ...inPool,
            Filter: userFilter(search),
            Limit: limit,
            ...(pageToken === undefined ? {} : { PaginationToken: pageToken }),
        };
        const { Users = [], PaginationToken } = await call('ListUsers', () => new ListUsersCommand/* ListUsersCommand */.A(input), {
            isComplete: (page) => page.Users !== undefined,
        });
        return { users: Users.flatMap(listedUser), nextPageToken: PaginationToken };
    }
    function adminAuthFlows(appClient) {
        const ids = { ...inPool, ClientId: appClient.clientId };
        const call = createCaller(client, { ...target, withoutSecret: appClient.clientSecret === undefined }, retry);
        const operations = {
            initiate: (fields) => call('AdminInitiateAuth', () => new AdminInitiateAuthCommand/* AdminInitiateAuthCommand */.C({ ...ids, ...fields }), {
                about: fields.AuthFlow ?? '',
                isComplete: isAuthAnswer,
            }),
            respond: (challenge, fields) => call('AdminRespondToAuthChallenge', () => new AdminRespondToAuthChallengeCommand/* AdminRespondToAuthChallengeCommand */.g({ ...ids, ...fields() }), {
                about: challenge,
                isComplete: isAuthAnswer,
            }),
        };
        return createAuthFlows(operations, { ...appClient, target, mask });
    }
    return { createUser, setPermanentPassword, confirmSignUp, addToGroup, deleteUser, listUsers, adminAuthFlows };
}

;// CONCATENATED MODULE: ./build/cognito/connect.js
/**
 * Cognito's API, by the AWS SDK.
 */







/** All calls share one pool of kept-alive connections, whoever signs them. */
function connectCognito({ run, agents, fetchIdToken, ...calls }) {
    let requestHandler;
    function connections() {
        requestHandler ??= new node_http_handler/* NodeHttpHandler */.$({
            requestTimeout: retry/* REQUEST_TIMEOUT_MS */.j2,
            throwOnRequestTimeout: true,
            ...agents(),
        });
        return requestHandler;
    }
    const { mask } = calls;
    const clients = new Map();
    function clientFor(region, role) {
        return kept(`${region} ${role?.arn ?? ''}`, () => makeClient(region, role === undefined
            ? {}
            : { credentials: roleCredentials(role, { region, run, requestHandler: connections(), fetchIdToken, mask }) }));
    }
    /** For the operations that the SDK signs although AWS says that IAM has no part in them. */
    function unsignedClientFor(region) {
        return kept(`${region} unsigned`, () => makeClient(region, { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] }));
    }
    function kept(key, make) {
        const client = clients.get(key) ?? make();
        clients.set(key, client);
        return client;
    }
    /** Endpoint and the rest come from the environment, as in every AWS SDK; without a role, credentials too. Retries are ours. */
    function makeClient(region, auth) {
        (0,endpoints/* assertEndpoints */.Bp)();
        return new CognitoIdentityProviderClient/* CognitoIdentityProviderClient */.k({
            region,
            requestHandler: connections(),
            maxAttempts: 1,
            customUserAgent: [['cognito-token-action'], ['github-run', `${run.runId}-${run.runAttempt}`]],
            ...auth,
        });
    }
    return {
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
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
/**
 * Addresses that stand in for AWS's own, as every AWS SDK reads them.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */

const ADDRESSES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...ADDRESSES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
/** The variables that are set, for the state: of an address what the SDK goes by, so without a username, password or query. */
function readEndpoints() {
    return Object.fromEntries(VARIABLES.flatMap((name) => (process.env[name] ? [[name, withoutSecrets(process.env[name])]] : [])));
}
function withoutSecrets(value) {
    const url = URL.parse(value);
    return url === null ? value : `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}
/** Has the SDK go by these from here on, whatever the environment says by now. */
function useEndpoints(endpoints) {
    for (const name of VARIABLES) {
        delete process.env[name];
    }
    Object.assign(process.env, endpoints);
}
/**
 * Without a scheme, `localhost:4566` is a host `4566` to the SDK, and passwords would go there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
function assertEndpoints() {
    const variable = ADDRESSES.find((name) => !isUsable(process.env[name] ?? ''));
    if (variable !== undefined) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'endpoint-unusable', variable });
    }
}
function isUsable(endpoint) {
    return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}


/***/ }),

/***/ 1463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ie: () => (/* binding */ toActionError),
  TA: () => (/* binding */ toOAuthError),
  Cw: () => (/* binding */ unreadableAnswer)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/cognito/errors/message-details.js
/** `Username should be either an email or a phone number.`, `Username cannot be of email format, since …` */
function usernameFormat(message) {
    const wanted = ['email', 'phone-number'].filter((format) => message.includes(format.replace('-', ' ')));
    return { code: 'username-format-wrong', formats: /should be/i.test(message) ? wanted : ['plain'] };
}
/** `name.formatted: The attribute name.formatted is required`, `name: The attribute is required`, `Invalid attributes given, name is missing` */
function missingAttributes(message) {
    const required = [...message.matchAll(/([\w:.-]+): The attribute (?:[\w:.-]+ )?is required/gi)].map(([, name = '']) => SCIM_NAMES.get(name) ?? name);
    const [, missing = ''] = /given, (.*) (?:is|are) missing/i.exec(message) ?? [];
    return { code: 'user-attributes-missing', attributes: attributeNames([...required, ...missing.split(/, | and /)]) };
}
/**
 * `custom:tier: Attribute does not exist in the schema.`, `Type for attribute {custom:tier} could not be determined`, `Invalid phone number
 * format.`
 */
function refusedAttributes(message) {
    const names = [
        ...message.matchAll(/(?:schema: |\n)([\w:-]+): |attribute \{([\w:-]+)\}|invalid (email|phone number)/gi),
    ].map(([, before = '', inBraces = '', formatted = '']) => before || inBraces || formatted.replaceAll(' ', '_'));
    return { code: 'user-attributes-refused', attributes: attributeNames(names) };
}
/** What Cognito calls some attributes when it misses them: https://www.rfc-editor.org/rfc/rfc7643#section-4.1 */
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
const STANDARD_ATTRIBUTES = 'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo'.split(' ');
function attributeNames(names) {
    const known = names.filter((name) => STANDARD_ATTRIBUTES.includes(name) || /^custom:[\w-]{1,20}$/.test(name));
    return [...new Set(known)];
}
/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
function failedTrigger(message) {
    const [trigger] = /\b(PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|CustomSMSSender|CustomEmailSender|InboundFederation)\b/.exec(message) ?? [];
    return { code: 'lambda-trigger-failed', trigger };
}
/**
 * `because no session policy allows …`, `with an explicit deny in a service control policy`. The caller's own policy is what is missing as a
 * rule, and what AWS does not always say.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function deniedByPolicy(message) {
    const [policy] = /\b(session policy|resource-based policy|permissions boundary|service control policy|resource control policy|VPC endpoint policy)\b/.exec(message) ?? [];
    return { code: 'access-denied', policy };
}
/** `1 validation error detected: Value '…' at 'password' failed to satisfy constraint: …` */
function malformedInput(message) {
    const [, field = ''] = / at '(\w+)/.exec(message) ?? [];
    return { code: 'value-malformed', input: INPUTS_BY_FIELD.get(field) };
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

;// CONCATENATED MODULE: ./build/cognito/errors/without-answer.js
/**
 * What errors mean that no answer came with: of the connection, or of a setting on this machine that keeps the SDK from sending the call.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */

/**
 * By the names that Node.js, the SDK and axios give them: a code, or the settings that can be to blame. The list is closed: what it does not
 * have is no matter of the connection, and trying again would not help.
 */
const BY_NAME = [
    [/^ENOTFOUND$/, 'host-unknown'],
    [/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/, 'host-unreachable'],
    [/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/, 'network-failed'],
    [/^(TimeoutError|AbortError|CanceledError)$/, 'network-failed'],
    [/^ERR_PROXY_TUNNEL$/, 'proxy-failed'],
    [error_name/* CERTIFICATE_ERROR */.NE, 'certificate-untrusted'],
    // No TLS, or no HTTP; and what the SDK and our own parsers call an answer that they can make nothing of.
    [/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError)$/, 'answer-unreadable'],
    // No file of the action's own: one that holds a token for AWS.
    [
        /^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM)$/,
        ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_PROFILE'],
    ],
    [/^ERR_INVALID_URL$/, ['AWS_CONTAINER_CREDENTIALS_FULL_URI']],
];
/** Whatever else is thrown before anything is sent. */
const BY_WORDING = [
    [/"defaultsMode"/, 'AWS_DEFAULTS_MODE'],
    [/\bFIPS and custom|FIPS is enabled/i, 'AWS_USE_FIPS_ENDPOINT'],
    [/\bDualstack (and custom|is enabled)/i, 'AWS_USE_DUALSTACK_ENDPOINT'],
    [/header content \["x-amz-security-token"\]/, 'AWS_SESSION_TOKEN'],
    [/header content \["authorization"\]/, 'AWS_ACCESS_KEY_ID'],
];
/** What the SDK says of an answer of AWS's token service that has no credentials: a page, for instance. It names no error. */
const WITHOUT_CREDENTIALS = /^Invalid response from STS/;
function refusalWithoutAnswer(errorName, message) {
    if (WITHOUT_CREDENTIALS.test(message)) {
        return { code: 'answer-unreadable' };
    }
    const meaning = BY_NAME.find(([names]) => names.test(errorName))?.[1];
    if (typeof meaning === 'string') {
        return { code: meaning };
    }
    const setting = meaning ? meaning.find(isSet) : BY_WORDING.find(([wording]) => wording.test(message))?.[1];
    return { code: 'machine-misconfigured', setting };
}
/** A profile that is named and gives no credentials hides those of the environment. */
function missingCredentials() {
    return isSet('AWS_PROFILE')
        ? { code: 'machine-misconfigured', setting: 'AWS_PROFILE' }
        : { code: 'credentials-missing' };
}
function isSet(setting) {
    return Boolean(process.env[setting]);
}

;// CONCATENATED MODULE: ./build/cognito/errors/refusals.js


/** Undefined for a name that is not in the table, and for a wording that is not: the advice of another wording would be wrong. */
function refusalOf(errorName, message, { operation, target }) {
    const meaning = MEANINGS.get(errorName) ?? MEANINGS.get(`${errorName}Exception`);
    const said = `${operation}: ${message}`;
    const reading = typeof meaning === 'object' ? meaning.find(([wording]) => wording.test(said))?.[1] : meaning;
    // In its older wording, Cognito finds a secret hash wrong that was never sent.
    if (reading === 'client-secret-wrong' && target.withoutSecret) {
        return { code: 'client-secret-needed' };
    }
    return typeof reading === 'string' ? { code: reading } : reading?.(message);
}
/** In other words, of a name that says enough. */
const ELSE = /^/;
const SIGNATURE = [
    [/signature (expired|not yet current)/i, 'clock-wrong'],
    [ELSE, 'credentials-rejected'],
];
/** At the login page, and where its code is exchanged. */
const CODE_GRANT = /^The (login page|authorization code grant):/;
const notReady = (state) => () => ({ code: 'user-not-ready', state });
/**
 * What a name means, or what it means in which words: the first that fit in `Operation: message`. The same is said in several wordings, with
 * and without a full stop. AWS's token service leaves `Exception` out.
 */
const MEANINGS = new Map(Object.entries({
    // AWS's token service, also where it is asked for the job's own credentials
    AccessDenied: 'role-not-assumed',
    IDPRejectedClaimException: 'role-not-assumed',
    IDPCommunicationErrorException: 'service-failed',
    InvalidIdentityTokenException: [
        [/no openidconnect provider/i, 'oidc-provider-missing'],
        // Met now and then where many jobs begin at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
        [/verification key/i, 'service-failed'],
        [/audience/i, 'audience-wrong'],
    ],
    ValidationError: [[/^AssumeRole.*\barn\b/i, 'role-not-assumed']],
    // Credentials and IAM
    CredentialsProviderError: missingCredentials,
    MissingAuthenticationTokenException: 'credentials-missing',
    ExpiredTokenException: [
        [/^AssumeRole/, 'service-failed'],
        [ELSE, 'credentials-expired'],
    ],
    InvalidSignatureException: SIGNATURE,
    SignatureDoesNotMatch: SIGNATURE,
    IncompleteSignatureException: 'credentials-rejected',
    UnrecognizedClientException: 'credentials-rejected',
    InvalidClientTokenId: 'credentials-rejected',
    OptInRequired: 'credentials-rejected',
    RequestExpired: 'clock-wrong',
    RequestTimeTooSkewed: 'clock-wrong',
    AccessDeniedException: [
        [/^AssumeRole/, 'role-not-assumed'],
        [ELSE, deniedByPolicy],
    ],
    // What there is not
    UnknownOperationException: 'operation-unknown',
    // As cognito-local says it.
    Unsupported: 'operation-unknown',
    OperationNotEnabledException: 'replica-pool',
    InvalidUserPoolConfigurationException: 'user-pool-misconfigured',
    FeatureUnavailableInTierException: 'plan-without-feature',
    ResourceNotFoundException: [
        [/group not found/i, 'group-not-found'],
        [/client .*does not exist/i, 'app-client-not-found'],
        [/user pool .*does not exist/i, 'user-pool-not-found'],
    ],
    // The user
    AliasExistsException: 'alias-taken',
    UnsupportedUserStateException: 'user-creation-not-allowed',
    PreconditionNotMetException: 'user-creation-not-allowed',
    InvalidPasswordException: 'password-too-weak',
    PasswordHistoryPolicyViolationException: 'password-too-weak',
    CodeDeliveryFailureException: 'message-not-sent',
    InvalidEmailRoleAccessPolicyException: 'message-not-sent',
    InvalidSmsRoleAccessPolicyException: 'message-not-sent',
    InvalidSmsRoleTrustRelationshipException: 'message-not-sent',
    UserNotConfirmedException: notReady('unconfirmed'),
    PasswordResetRequiredException: notReady('reset-required'),
    UserNotFoundException: [
        [/^((Admin)?(InitiateAuth|RespondToAuthChallenge)|The login page):/, 'user-unknown'],
        [/^(GetTokensFromRefreshToken|RevokeToken):/, 'refresh-token-rejected'],
        [ELSE, 'user-vanished'],
    ],
    LimitExceededException: [
        [/daily (email|sms)/i, 'message-not-sent'],
        [/attempt limit/i, 'attempts-exhausted'],
    ],
    ConcurrentModificationException: 'concurrent-change',
    UserLambdaValidationException: failedTrigger,
    UnexpectedLambdaException: failedTrigger,
    InvalidLambdaResponseException: failedTrigger,
    // Authenticator apps and tokens
    CodeMismatchException: 'totp-code-rejected',
    EnableSoftwareTokenMFAException: 'totp-code-rejected',
    ExpiredCodeException: [
        [/already been used/i, 'totp-code-used'],
        [ELSE, 'totp-code-rejected'],
    ],
    SoftwareTokenMFANotFoundException: 'totp-disabled',
    MFAMethodNotFoundException: 'totp-disabled',
    UnauthorizedException: 'client-secret-wrong',
    RefreshTokenReuseException: 'refresh-token-rejected',
    UnsupportedTokenTypeException: 'refresh-token-rejected',
    UnsupportedOperationException: [[/^RevokeToken:/, 'revocation-disabled']],
    // What can mean anything
    InvalidParameterException: [
        [/username (should|cannot) be/i, usernameFormat],
        [/validation errors? detected/i, malformedInput],
        [/attribute (\S+ )?is required|attributes given, .* missing/i, missingAttributes],
        [/conform to the schema|type for attribute|non-mutable attribute/i, refusedAttributes],
        [/invalid (email address|phone number) format/i, refusedAttributes],
        [/invalid scope/i, 'scope-unknown'],
        [/not configured for secret/i, 'client-secret-not-wanted'],
        [/not enabled for (this|the) client|auth method not supported|only custom auth/i, 'auth-flow-disabled'],
        [/custom auth lambda trigger is not configured/i, 'user-pool-misconfigured'],
    ],
    NotAuthorizedException: [
        [/incorrect username or password/i, 'sign-in-rejected'],
        [/configured (with|for) secret/i, 'client-secret-needed'],
        [/secret ?hash|verify secret/i, 'client-secret-wrong'],
        [/invalid session/i, 'session-invalid'],
        [/attempts exceeded/i, 'sign-in-locked'],
        [/security reasons/i, 'sign-in-blocked'],
        [/user is (disabled|not enabled)/i, notReady('disabled')],
        [/temporary password has expired|user account has expired/i, notReady('temporary-password-expired')],
        [/not authorized to get auth details/i, notReady('federated')],
        [/unauthorized attribute/i, 'user-attributes-not-writable'],
        [/sign ?up is not permitted/i, 'sign-up-disabled'],
        [/current status is confirmed/i, 'user-confirmed-already'],
        [/refresh token/i, 'refresh-token-rejected'],
        [/required scopes/i, 'access-token-unscoped'],
        // There is nothing else in the request that it could be about.
        [/^(DeleteUser|ConfirmDevice|ForgetDevice):/, 'access-token-rejected'],
    ],
    // OAuth
    invalid_client: 'client-rejected',
    unauthorized_client: [
        [CODE_GRANT, 'code-grant-disabled'],
        [ELSE, 'grant-disabled'],
    ],
    invalid_grant: [
        [CODE_GRANT, 'code-rejected'],
        [ELSE, 'grant-disabled'],
    ],
    redirect_mismatch: 'redirect-uri-wrong',
    unsupported_grant_type: 'grant-disabled',
    invalid_scope: 'scope-unknown',
    // The service and the connection
    ForbiddenException: 'waf-blocked',
    TooManyRequestsException: 'throttled',
    ThrottlingException: 'throttled',
    InternalErrorException: 'service-failed',
    InternalFailure: 'service-failed',
    ServiceUnavailable: 'service-failed',
}));

;// CONCATENATED MODULE: ./build/cognito/errors/failures.js
/**
 * The failures that the errors of AWS, of OAuth and of the network mean. No error travels further than this: it carries the request, and with
 * it secrets, and its message can quote what was sent.
 */





/** The failure that a rejected call means; one that has been translated stays what it is. */
function toActionError(error, call) {
    if (error instanceof action_error/* ActionError */.lZ) {
        return error;
    }
    // Errors of AWS have them.
    const metadata = (0,json/* fieldOf */._F)(error, '$metadata');
    const status = (0,json/* fieldOf */._F)(metadata, 'httpStatusCode');
    const httpStatus = typeof status === 'number' ? status : undefined;
    const [requestId] = /^[\w-]{1,64}$/.exec((0,json/* textIn */.r7)(metadata, 'requestId')) ?? [];
    return translated({ call, errorName: (0,error_name/* nameOf */.Vb)(error), httpStatus, requestId }, (0,json/* textIn */.r7)(error, 'message'));
}
/** The failure of an answer that lacks what it has to have: empty, or `{}`. */
function unreadableAnswer(answer, call) {
    return toActionError({ ...answer, name: 'SyntaxError' }, call);
}
/** The failure that an answer of a user pool domain means, which is not the one hoped for. */
function toOAuthError({ status, error, message = '', requestId }, call) {
    const errorName = typeof error === 'string' ? (0,error_name/* vettedName */.Ai)(error) : undefined;
    return translated({ call, errorName, httpStatus: status, requestId }, message);
}
function translated(evidence, message) {
    const { call, errorName = '', httpStatus } = evidence;
    const refusal = refusalOf(errorName, message, call) ??
        (httpStatus === undefined
            ? refusalWithoutAnswer(errorName, message)
            : { code: codeByStatus(httpStatus, errorName, call.target.kind === 'user-pool-domain') });
    return new action_error/* ActionError */.lZ({ ...evidence, ...refusal });
}
/** What the SDK names an answer that it can make nothing of. */
const UNREADABLE = ['SyntaxError', 'Unknown', 'UnknownError'];
/** For errors that the table does not have. A load balancer's page is no JSON, and its status tells more than that. */
function codeByStatus(status, errorName, isOfDomain) {
    if (status >= 500) {
        return 'service-failed';
    }
    // Of a proxy alone: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
    if (status === 407) {
        return 'proxy-failed';
    }
    if (status === 429) {
        return 'throttled';
    }
    // An answer that says that all went well goes wrong where it cannot be read.
    if (UNREADABLE.includes(errorName) || status < 300) {
        return 'answer-unreadable';
    }
    if (isOfDomain && status === 403) {
        return 'waf-blocked';
    }
    return isOfDomain && errorName === '' ? 'token-endpoint-missing' : 'call-refused';
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
/**
 * What calls are made on, as messages name it.
 */

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
function domainTarget({ domain, clientId }) {
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
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
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
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/**
 * The tokens that a sign-in gives, and the checks that parse them.
 */


/**
 * Parses what Cognito answered to a user. The signatures are not checked: the tokens come from Cognito itself over TLS, and it is the API
 * under test that has to judge them.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseUserTokens(tokens) {
    const read = new TokenReader('user pool');
    const idClaims = read.claims(tokens.idToken, 'ID token');
    return userTokens(tokens, read, { idClaims, accessClaims: read.claims(tokens.accessToken, 'access token') });
}
/**
 * The same of a sign-in at the login page, and of what is refreshed from it: there is an ID token only with the scope `openid`.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseScopedTokens(tokens, source) {
    const read = new TokenReader(source);
    const accessClaims = read.claims(tokens.accessToken, 'access token');
    const hasIdToken = tokens.idToken !== '' || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(accessClaims, 'scope').split(' ').includes('openid');
    const idClaims = hasIdToken ? read.claims(tokens.idToken, 'ID token') : undefined;
    return userTokens(tokens, read, { idClaims, accessClaims });
}
function userTokens({ idToken, accessToken, refreshToken, newDevice }, read, { idClaims, accessClaims }) {
    if (refreshToken === '') {
        throw read.failure('there is no refresh token');
    }
    const [claims, name, usernameClaim] = idClaims === undefined ? [accessClaims, 'access token', 'username'] : [idClaims, 'ID token', 'cognito:username'];
    const expiresAtSeconds = Math.min(read.seconds(claims, 'exp', name), read.seconds(accessClaims, 'exp', 'access token'));
    return {
        kind: 'user',
        idToken: idClaims === undefined ? undefined : idToken,
        accessToken,
        refreshToken,
        expiresAt: new Date(expiresAtSeconds * 1000),
        sub: read.text(claims, 'sub', name),
        poolUsername: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(claims, usernameClaim),
        newDevice,
    };
}
/**
 * Parses what Cognito answered to an app client.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseClientTokens(accessToken, source) {
    const read = new TokenReader(source);
    const claims = read.claims(accessToken, 'access token');
    return { kind: 'client', accessToken, expiresAt: new Date(read.seconds(claims, 'exp', 'access token') * 1000) };
}
/**
 * The secrets in a token: the whole, and each part but the header, which all tokens of a user pool share. A tool that prints a payload
 * alone would slip past a mask of the whole.
 */
function secretsOfToken(token) {
    return [token, ...token.split('.').slice(1)];
}
/** The last date that there is: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_DATE_SECONDS = 8.64e12;
/** Reads the tokens of one source, and fails in its name. */
class TokenReader {
    #source;
    constructor(source) {
        this.#source = source;
    }
    /** The claims of a JWT in compact form: https://www.rfc-editor.org/rfc/rfc7519#section-3 */
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
    /** A claim that is a number of seconds since 1970. */
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
