/** A fact about an answer: a text, or names in any order. */
export type Fact = string | readonly string[];

/** A redacted observation of one side, which can be compared with the other side and published. */
export type Observation =
  | { readonly kind: 'seen'; readonly facts: Readonly<Record<string, Fact>>; readonly said: string }
  /** The service lacks the feature: a limit of an emulator. */
  | { readonly kind: 'not-offered'; readonly reason: string };

export interface Difference {
  readonly what: string;
  readonly service: string;
  readonly emulator: string;
}

export type Verdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  | { readonly kind: 'not-offered'; readonly reason: string }
  /** The preparation failed or was interrupted. */
  | { readonly kind: 'not-run'; readonly reason: string };

/** Facts that decide: if one of them differs, the rest of the answer differs as a consequence. */
const OUTCOMES = ['status', 'answer', 'main', 'before the job'];
const CONTENTS = /fields|outputs|claims/;

const NOTHING = '—';

/** Compares the service with the emulator. */
export function compare(service: Observation, emulator: Observation): Verdict {
  if (service.kind === 'not-offered') {
    return service;
  }
  if (emulator.kind === 'not-offered') {
    return differs([{ what: 'offered', service: 'yes', emulator: emulator.reason }]);
  }
  const names = [...new Set([...Object.keys(service.facts), ...Object.keys(emulator.facts)])];
  const isOtherOutcome = OUTCOMES.some((name) => service.facts[name] !== emulator.facts[name]);
  const differences = names
    .filter((name) => !(isOtherOutcome && CONTENTS.test(name)))
    .flatMap((name) => differenceIn(name, service.facts[name], emulator.facts[name]));
  return differences.length === 0 ? { kind: 'agrees' } : differs(differences);
}

function differs(differences: readonly Difference[]): Verdict {
  return { kind: 'differs', differences };
}

function differenceIn(what: string, service: Fact | undefined, emulator: Fact | undefined): Difference[] {
  const [ours, theirs] = [namesIn(service), namesIn(emulator)];
  if (ours !== undefined && theirs !== undefined) {
    const onlyService = ours.filter((name) => !theirs.includes(name));
    const onlyEmulator = theirs.filter((name) => !ours.includes(name));
    return onlyService.length + onlyEmulator.length === 0
      ? []
      : [{ what: `${what}, that only one has`, service: shown(onlyService), emulator: shown(onlyEmulator) }];
  }
  return shown(service) === shown(emulator) ? [] : [{ what, service: shown(service), emulator: shown(emulator) }];
}

/** A missing fact equals an empty list of names. */
function namesIn(fact: Fact | undefined): readonly string[] | undefined {
  return typeof fact === 'string' ? undefined : (fact ?? []);
}

function shown(fact: Fact | undefined): string {
  const text = typeof fact === 'string' ? fact : (fact ?? []).toSorted().join(', ');
  return text === '' ? NOTHING : text;
}
