/** Formats of secrets and IDs in answers, which are reported. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  [/arn:[\w-]+:[\w-]*:[\w-]*:\d*:[^\s,'"]+/g, '<ARN>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<UUID>'],
  [/\b\d{12}\b/g, '<account>'],
  // Client secrets, sessions, signatures, passwords, access keys: no word is that long.
  [/[\w+/=~-]{40,}/g, '<…>'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '<access key>'],
  // IDs of app clients and usernames of the action.
  [/\b[a-z0-9]{26}\b/g, '<ID>'],
];

/** Replaces what has the format of a secret or of an ID by a placeholder. */
export function redact(text: string): string {
  return FORMATS.reduce((redacted, [format, placeholder]) => redacted.replaceAll(format, placeholder), text);
}
