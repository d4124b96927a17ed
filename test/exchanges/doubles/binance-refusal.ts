/** An error of Binance's own: what is thrown where a request is refused, and answered as `{ code, msg }`. */
export class BinanceRefusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (code: number, text: string): BinanceRefusal => new BinanceRefusal(400, code, text);
export const unauthorized = (code: number, text: string): BinanceRefusal => new BinanceRefusal(401, code, text);
