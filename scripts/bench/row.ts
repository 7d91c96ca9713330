/** A row of the bench as it is printed: ours beside theirs, their ratio, the goal, and whether it holds. */

/**
 * `ratio` is what the goal is about; `whole`: the same with the gate's whole process, engine start and all.
 * `held`: null where only the figure matters.
 */
export type Row = {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
  readonly ratio: string;
  readonly whole: string;
  readonly goal: string;
  readonly held: boolean | null;
};

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Held as it is printed: 1.004 holds a goal of 1.00. */
const rounded = (value: number): string => value.toFixed(2);

export function ratioRow(row: {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
  readonly ratio: number;
  readonly whole?: number;
  /** Left out where only the figure matters. */
  readonly goal?: number;
}): Row {
  const { ratio, whole, goal, ...words } = row;
  return {
    ...words,
    ratio: rounded(ratio),
    whole: whole === undefined ? '' : rounded(whole),
    goal: goal === undefined ? '' : `≤ ${rounded(goal)}`,
    held: goal === undefined ? null : Number(rounded(ratio)) <= goal,
  };
}

/** A figure that stands for itself, against a bound. */
export function figureRow(name: string, ours: string, goal: string, held: boolean | null): Row {
  return { name, ours, theirs: '', ratio: '', whole: '', goal, held };
}

export const HEADINGS = ['', 'ours', 'theirs', 'ratio', 'whole process', 'goal', ''] as const;

export const cells = ({ name, ours, theirs, ratio, whole, goal, held }: Row): readonly string[] => [
  name,
  ours,
  theirs,
  ratio,
  whole,
  goal,
  held === null ? '' : held ? 'held' : 'MISSED',
];
