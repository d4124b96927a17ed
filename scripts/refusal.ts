/** `not-found`: nothing has that id; `refused`: a rule or a state says no; `unavailable`: somebody does not answer. */
export type RefusalKind = 'not-found' | 'refused' | 'unavailable';

/** Why a command ends without having done its work: one line for a person, no stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** 1: refused or failed; 2: wrong usage. */
  readonly exitCode: 1 | 2;
  readonly kind: RefusalKind;
  /** Without what a person who may not see every account must not read. */
  readonly brief: string;

  constructor(message: string, exitCode: 1 | 2 = 1, kind: RefusalKind = 'refused', brief = message) {
    super(message);
    this.exitCode = exitCode;
    this.kind = kind;
    this.brief = brief;
  }
}

/** @param known what there is instead */
export const notFound = (brief: string, known = ''): Refusal => new Refusal(`${brief}${known}`, 1, 'not-found', brief);
export const unavailable = (message: string): Refusal => new Refusal(message, 1, 'unavailable');
