/** @returns the folder of the built dashboard; null, told on stderr, when it can't be built here */
export function builtWebDir(root?: string): Promise<string | null>;
