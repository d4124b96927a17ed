/** When each candle of this length opened, oldest first, the one under way last. */
export function candleOpenings(sinceMs: number, lengthMs: number, most: number): readonly number[] {
  const firstMs = Math.ceil(sinceMs / lengthMs) * lengthMs;
  const count = Math.floor((Date.now() - firstMs) / lengthMs) + 1;
  return Array.from({ length: Math.min(Math.max(0, count), most) }, (_, index) => firstMs + index * lengthMs);
}
