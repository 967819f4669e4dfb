import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** The DER tags (ITU-T X.690) that a certificate needs. */
const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]` and `[3]` of TBSCertificate: version and extensions. */
  version: 0xa0,
  extensions: 0xa3,
  /** `[2]` and `[7]` of GeneralName: dNSName and iPAddress. */
  dnsName: 0x82,
  ipAddress: 0x87,
} as const;

/** Lengths of 128 and more start with the number of length bytes. */
function lengthOf(size: number): Buffer {
  if (size < 0x80) {
    return Buffer.from([size]);
  }
  return size < 0x100 ? Buffer.from([0x81, size]) : Buffer.from([0x82, size >> 8, size & 0xff]);
}

function der(tag: keyof typeof TAGS, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([TAGS[tag]]), lengthOf(content.length), content]);
}

/** Encodes an object identifier, given the hexadecimal form of its content. */
function oid(hex: string): Buffer {
  return der('objectIdentifier', Buffer.from(hex, 'hex'));
}

const ecdsaWithSha256 = oid('2a8648ce3d040302');
const commonName = oid('550403');
const subjectAltName = oid('551d11');
const basicConstraints = oid('551d13');

function bitString(bytes: Buffer): Buffer {
  return der('bitString', Buffer.from([0]), bytes);
}

function time(milliseconds: number): Buffer {
  return der(
    'generalizedTime',
    Buffer.from(`${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`),
  );
}

const derTrue = der('boolean', Buffer.from([0xff]));
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Creates a key and a self-signed certificate (RFC 5280) for `localhost` and 127.0.0.1, valid from yesterday for 30
 * days by this machine's clock. Node.js has no API that creates certificates.
 */
export function newTlsIdentity() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const algorithm = der('sequence', ecdsaWithSha256);
  const name = der('sequence', der('set', der('sequence', commonName, der('utf8String', Buffer.from('localhost')))));
  const now = Date.now();
  const alternatives = der(
    'sequence',
    der('dnsName', Buffer.from('localhost')),
    der('ipAddress', Buffer.from([127, 0, 0, 1])),
  );
  const toBeSigned = der(
    'sequence',
    der('version', der('integer', Buffer.from([2]))),
    der('integer', Buffer.from([1]), randomBytes(15)),
    algorithm,
    name,
    der('sequence', time(now - DAY_MS), time(now + 30 * DAY_MS)),
    name,
    publicKey,
    der(
      'extensions',
      der(
        'sequence',
        der('sequence', basicConstraints, derTrue, der('octetString', der('sequence', derTrue))),
        der('sequence', subjectAltName, der('octetString', alternatives)),
      ),
    ),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der('sequence', toBeSigned, algorithm, bitString(signature)).toString('base64');
  return {
    key: privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`,
  };
}
