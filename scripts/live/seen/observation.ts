/** Something that was seen of an answer: a text, or names whose order does not matter. */
export type Fact = string | readonly string[];

/** What was seen of one side, in a form that can be compared with the other side and shown to anybody. */
export type Observation =
  | { readonly kind: 'seen'; readonly facts: Readonly<Record<string, Fact>>; readonly said: string }
  /** The service does not have it: an emulator's limit. */
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
  /** What it needs could not be made, or was interrupted. */
  | { readonly kind: 'not-run'; readonly reason: string };

/** What decides: where one of them differs, what else the answer holds differs as a matter of course. */
const OUTCOMES = ['status', 'answer', 'main', 'before the job'];
const CONTENTS = /fields|outputs|claims/;

const NOTHING = '—';

/** What the service says, held against what the emulator says. */
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

/** A fact that is missing is like one without names where the other has names. */
function namesIn(fact: Fact | undefined): readonly string[] | undefined {
  return typeof fact === 'string' ? undefined : (fact ?? []);
}

function shown(fact: Fact | undefined): string {
  const text = typeof fact === 'string' ? fact : (fact ?? []).toSorted().join(', ');
  return text === '' ? NOTHING : text;
}
