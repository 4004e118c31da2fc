/** What a part of the tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}
