// The command line's own words: one list of what each code means.
export { reasonInWords } from '../../scripts/reason-in-words.ts';
export { eventInWords } from '../../scripts/event-in-words.ts';
export { codedReasonInWords } from '../../scripts/status-reason.ts';
