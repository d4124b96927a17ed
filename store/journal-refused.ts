import { JournalUnavailable } from './journal.ts';

/** The database works, but not with this very data: other writes are not concerned. */
export class JournalRefused extends JournalUnavailable {}
