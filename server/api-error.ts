/** One mistake in what was sent: `limits.maxOrderUsd`, and what was expected there. */
export interface ApiIssue {
  readonly path: string;
  readonly message: string;
}

/** The body of every answer that is not a success. */
export interface ApiErrorBody {
  readonly error: { readonly message: string; readonly issues?: readonly ApiIssue[] };
}

/** What a route answers instead of doing it: one line for a person, with its HTTP status. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly statusCode: number;
  readonly issues: readonly ApiIssue[];
  constructor(statusCode: number, message: string, issues: readonly ApiIssue[] = []) {
    super(message);
    this.statusCode = statusCode;
    this.issues = issues;
  }
}

/** A body whose fields are right by themselves and not together. */
export const badField = (path: string, message: string): ApiError =>
  new ApiError(400, `${path}: ${message}`, [{ path, message }]);
