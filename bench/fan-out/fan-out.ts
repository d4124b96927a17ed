/** Something that hands one intent to many actors: the floor, or Lockstep. */
export interface FanOut {
  readonly workerPid: number;
  /** One of the actors, the same each time. */
  readonly sampleWorkflowId: string;
  /** Starts further actors until there are this many; returns when all of them are at work. */
  grow(size: number): Promise<void>;
  /** Before each round: actors in the state of steady use. */
  freshen(): Promise<void>;
  /** Hands out one intent and returns when every actor has acted and all is written. */
  run(): Promise<FanOutTimes>;
  /** Hands out several intents, the next as soon as one is handed out. */
  burst(intents: number): Promise<FanOutTimes>;
}

/** Milliseconds since just before the intent was submitted. */
export interface FanOutTimes {
  /** When each actor's act was seen, in order: the floor's activity began, the exchange received the order. */
  readonly actedMs: readonly number[];
  /** What else is worth knowing of this round. */
  readonly notes: Readonly<Record<string, number>>;
}
