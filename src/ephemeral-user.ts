/**
 * The rule of an ephemeral user: how it is named, and what its passwords look like.
 */
import type { Random, RunContext } from './platform/ports.ts';

export const USERNAME_FORMATS = ['email', 'plain', 'phone-number'] as const;

/** What the users of a user pool sign in with. */
export type UsernameFormat = (typeof USERNAME_FORMATS)[number];

export interface EphemeralUser {
  readonly username: string;
  readonly temporaryPassword: string;
  readonly permanentPassword: string;
  /** Those that the inputs give, and the e-mail address or phone number that is the username. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface EphemeralUserRule {
  readonly usernameFormat: UsernameFormat;
  /** Who signs up may not call an address verified. */
  readonly createWith: 'admin' | 'sign-up';
  /** The part of an e-mail username after the `@`. */
  readonly emailDomain: string;
  /** Characters of each password. */
  readonly passwordLength: number;
  /** These win over those that the username brings along. */
  readonly userAttributes: Readonly<Record<string, string>>;
}

/** What of the run is in the name. */
type RunIds = Pick<RunContext, 'runId' | 'runAttempt'>;

/** Makes up a user that nobody else can have: its name holds 130 random bits (40 in the form of a phone number). */
export function generateEphemeralUser(rule: EphemeralUserRule, run: RunIds, random: Random): EphemeralUser {
  const username = generateUsername(rule, run, random);
  const temporaryPassword = generatePassword(rule.passwordLength, random);
  return {
    username,
    temporaryPassword,
    // User pools with a password history refuse a password that the user had before.
    permanentPassword: generatePassword(rule.passwordLength, random, temporaryPassword),
    attributes: { ...contactAttributes(rule, username), ...rule.userAttributes },
  };
}

/** Whether a username is one that this action made up: by the whole pattern, never by a prefix alone. */
export function isEphemeralUsername(username: string, usernameFormat: UsernameFormat): boolean {
  return RECOGNISERS[usernameFormat].test(username);
}

/** An unassigned country code (ITU-T E.164): the number can be nobody's. */
const PHONE_PREFIX = '+999';

/** What the usernames of a format begin with: to search for them. Whether one that is found is ephemeral, is for the recogniser to say. */
export const USERNAME_PREFIXES: Readonly<Record<UsernameFormat, readonly string[]>> = {
  email: ['gha-', 'success+gha-'],
  plain: ['gha-'],
  'phone-number': [PHONE_PREFIX],
};

const NAME = 'gha-\\d+-\\d+-[a-z2-7]{26}';
const RECOGNISERS: Readonly<Record<UsernameFormat, RegExp>> = {
  // The mailbox simulator's label belongs to its domain: neither counts without the other.
  email: new RegExp(
    `^(${NAME}@(?!simulator\\.amazonses\\.com$)|success\\+${NAME}@(?=simulator\\.amazonses\\.com$))[^@\\s]+$`,
  ),
  plain: new RegExp(`^${NAME}$`),
  'phone-number': /^\+999\d{12}$/,
};

/**
 * Amazon SES's mailbox simulator takes any label behind `success+` and accepts the mail.
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

/** APIs tend to turn away users whose address is not verified, and these addresses have no mailbox to verify them with. */
function contactAttributes({ usernameFormat, createWith }: EphemeralUserRule, username: string) {
  if (usernameFormat === 'plain') {
    return {};
  }
  const name = usernameFormat === 'email' ? 'email' : 'phone_number';
  return { [name]: username, ...(createWith === 'admin' ? { [`${name}_verified`]: 'true' } : {}) };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The symbols are unreserved in URIs (RFC 3986 section 2.3), and symbols to Cognito's password policy; none is special to shells or JSON. */
const PASSWORD_CHARACTERS = `${LETTERS}0123456789-_.~`;
const EVERY_CLASS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[-_.~]/];

/**
 * A password that meets any usual policy and needs no quoting anywhere. It begins with a letter: a shell expands a leading `~`,
 * and programs read a leading `-` as an option.
 */
function generatePassword(length: number, random: Random, other?: string): string {
  for (;;) {
    const password = draw(LETTERS, 1, random) + draw(PASSWORD_CHARACTERS, length - 1, random);
    if (password !== other && EVERY_CLASS.every((characters) => characters.test(password))) {
      return password;
    }
  }
}

/** 130 random bits, as 26 characters that every name may have: a-z and 2-7. */
export function randomBase32(random: Random): string {
  return draw('abcdefghijklmnopqrstuvwxyz234567', 26, random);
}

function draw(characters: string, count: number, random: Random): string {
  return Array.from({ length: count }, () => characters.charAt(random.integerBelow(characters.length))).join('');
}
