import Table from 'cli-table3';
import { rounded, type DecimalText } from '../domain/decimal.ts';

export const printJson = (document: unknown): void =>
  void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
export const print = (...lines: readonly string[]): void =>
  void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
/** To stderr, one line each. */
export const warn = (...lines: readonly string[]): void =>
  void process.stderr.write(lines.map((line) => `${line.replaceAll(/\s*\n\s*/g, ' ')}\n`).join(''));

export const printTable = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  print(tableText(head, rows));
};

export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, chars: noLinesBetweenRows });
  table.push(...rows.map((row) => [...row]), ...(rows.length === 0 ? [head.map(() => '')] : []));
  const [top = '', titles = '', first = '', ...others] = table.toString().split('\n');
  return [top, titles, underline(top), first, ...others].join('\n');
}

const noLinesBetweenRows = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
const underline = (top: string): string => top.replace('┌', '├').replaceAll('┬', '┼').replace('┐', '┤');

/** Two decimals for people's eyes; `-` when not known. */
export function money(amount: DecimalText | null): string {
  if (amount === null) return '-';
  const [whole = '0', cents = ''] = rounded(amount, 2).split('.');
  return `${whole}.${cents.padEnd(2, '0')}`;
}

/** `2026-01-31 14:05:09.123`, in UTC. */
export const timeText = (atMs: number): string => new Date(atMs).toISOString().replace('T', ' ').slice(0, 23);

/** `3 accounts`, `1 account` */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
