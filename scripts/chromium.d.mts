export declare const chromiumHint: string;
export declare function findChromium(env: NodeJS.ProcessEnv): string | null;
export declare function ensureChromium(env: NodeJS.ProcessEnv): string | null;
