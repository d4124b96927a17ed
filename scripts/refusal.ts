/** `not-found`: nothing has that id; `refused`: a rule or a state says no; `unavailable`: somebody does not answer. */
export type RefusalKind = 'not-found' | 'refused' | 'unavailable';

/** Why a command ends without having done its work: one line for a person, no stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** 1: refused or failed; 2: wrong usage. */
  readonly exitCode: 1 | 2;
  readonly kind: RefusalKind;

  constructor(message: string, exitCode: 1 | 2 = 1, kind: RefusalKind = 'refused') {
    super(message);
    this.exitCode = exitCode;
    this.kind = kind;
  }
}

export const notFound = (message: string): Refusal => new Refusal(message, 1, 'not-found');
export const unavailable = (message: string): Refusal => new Refusal(message, 1, 'unavailable');
