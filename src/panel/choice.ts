/** One thing to choose from. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}
