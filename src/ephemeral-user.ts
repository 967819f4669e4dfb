/** Generates ephemeral users, and recognises their usernames. */
import type { Random, RunContext } from './platform/ports.ts';

export const USERNAME_FORMATS = ['email', 'plain', 'phone-number'] as const;

/** The kind of username that a user pool expects. */
export type UsernameFormat = (typeof USERNAME_FORMATS)[number];

export interface EphemeralUser {
  readonly username: string;
  readonly temporaryPassword: string;
  readonly permanentPassword: string;
  /** The attributes of the inputs, and the e-mail address or phone number that is the username. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface EphemeralUserRule {
  readonly usernameFormat: UsernameFormat;
  /** Self-signed-up users cannot mark an address as verified. */
  readonly createWith: 'admin' | 'sign-up';
  /** The part of an e-mail username after the `@`. */
  readonly emailDomain: string;
  /** In characters, for each of the two passwords. */
  readonly passwordLength: number;
  /** Override the attributes that are derived from the username. */
  readonly userAttributes: Readonly<Record<string, string>>;
}

type RunIds = Pick<RunContext, 'runId' | 'runAttempt'>;

/** Generates a user with a unique name: it contains 130 random bits, or 40 as a phone number. */
export function generateEphemeralUser(rule: EphemeralUserRule, run: RunIds, random: Random): EphemeralUser {
  const username = generateUsername(rule, run, random);
  const temporaryPassword = generatePassword(rule.passwordLength, random);
  return {
    username,
    temporaryPassword,
    // User pools with a password history reject a password that the user had before.
    permanentPassword: generatePassword(rule.passwordLength, random, temporaryPassword),
    attributes: { ...contactAttributes(rule, username), ...rule.userAttributes },
  };
}

/** Recognises the usernames that this action generates by the whole pattern, never by the prefix alone. */
export function isEphemeralUsername(username: string, usernameFormat: UsernameFormat): boolean {
  return USERNAME_PATTERNS[usernameFormat].test(username);
}

/** An unassigned country code (ITU-T E.164), so that the number belongs to nobody. */
const PHONE_PREFIX = '+999';

/** Prefixes to search for ephemeral users with. A match can be another user: check it with `isEphemeralUsername`. */
export const USERNAME_PREFIXES: Readonly<Record<UsernameFormat, readonly string[]>> = {
  email: ['gha-', 'success+gha-'],
  plain: ['gha-'],
  'phone-number': [PHONE_PREFIX],
};

const NAME_PATTERN = 'gha-\\d+-\\d+-[a-z2-7]{26}';
const USERNAME_PATTERNS: Readonly<Record<UsernameFormat, RegExp>> = {
  // The prefix `success+` and the domain of the mailbox simulator only count together.
  email: new RegExp(
    `^(${NAME_PATTERN}@(?!simulator\\.amazonses\\.com$)|success\\+${NAME_PATTERN}@(?=simulator\\.amazonses\\.com$))[^@\\s]+$`,
  ),
  plain: new RegExp(`^${NAME_PATTERN}$`),
  'phone-number': /^\+999\d{12}$/,
};

/**
 * Amazon SES's mailbox simulator accepts mail to `success+` with any label.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
const MAILBOX_SIMULATOR = 'simulator.amazonses.com';

function generateUsername({ usernameFormat, emailDomain }: EphemeralUserRule, run: RunIds, random: Random): string {
  if (usernameFormat === 'phone-number') {
    return PHONE_PREFIX + draw('0123456789', 12, random);
  }
  const name = `gha-${run.runId}-${run.runAttempt}-${randomBase32(random)}`;
  if (usernameFormat === 'plain') {
    return name;
  }
  return emailDomain === MAILBOX_SIMULATOR ? `success+${name}@${emailDomain}` : `${name}@${emailDomain}`;
}

/**
 * Returns the username as an e-mail address or phone number, marked as verified where Cognito allows it. APIs often
 * reject users with unverified addresses, and a generated address cannot be verified otherwise.
 */
function contactAttributes({ usernameFormat, createWith }: EphemeralUserRule, username: string) {
  if (usernameFormat === 'plain') {
    return {};
  }
  const name = usernameFormat === 'email' ? 'email' : 'phone_number';
  return { [name]: username, ...(createWith === 'admin' ? { [`${name}_verified`]: 'true' } : {}) };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/**
 * The symbols are unreserved in URIs (RFC 3986 section 2.3), need no escaping in shells or JSON, and satisfy Cognito's
 * password policy.
 */
const PASSWORD_CHARACTERS = `${LETTERS}0123456789-_.~`;
const CHARACTER_CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[-_.~]/];

/**
 * Generates a password that meets any usual policy and needs no quoting. It starts with a letter, because shells expand
 * a leading `~` and programs parse a leading `-` as an option.
 */
function generatePassword(length: number, random: Random, previous?: string): string {
  for (;;) {
    const password = draw(LETTERS, 1, random) + draw(PASSWORD_CHARACTERS, length - 1, random);
    if (password !== previous && CHARACTER_CLASSES.every((characterClass) => characterClass.test(password))) {
      return password;
    }
  }
}

/** Returns 130 random bits as 26 characters of a-z and 2-7, which are valid in every kind of name. */
export function randomBase32(random: Random): string {
  return draw('abcdefghijklmnopqrstuvwxyz234567', 26, random);
}

function draw(characters: string, count: number, random: Random): string {
  return Array.from({ length: count }, () => characters.charAt(random.integerBelow(characters.length))).join('');
}
