/**
 * A row of a tree as data: what VS Code's `TreeItem` shows, without VS Code. View models make these and tests read
 * them; `tree-rows.ts` turns them into tree items.
 */
export interface TreeNode {
  /** Stable over refreshes, so that selection and expansion stay; unique in its tree. */
  readonly id: string;
  /** What it is. */
  readonly label: string;
  /** The one thing that matters next; shown dimmed after the label. */
  readonly description?: string;
  readonly icon?: NodeIcon;
  /** The rest, line by line; made when the pointer rests on the row. */
  readonly tooltip?: () => readonly TooltipLine[];
  /** Words that `when` clauses of menus look for, such as `trail` or `hasArn`. */
  readonly context?: readonly string[];
  /** What a screen reader says, where label and description do not tell what the icon's shape does. */
  readonly spoken?: string;
  /** Whether rows lie below it, and how it starts. */
  readonly expansion?: 'collapsed' | 'expanded';
  /** What happens when the row is chosen. */
  readonly command?: NodeCommand;
  /** What the row stands for: the members of it that commands of its context menu take. */
  readonly subject?: object;
}

/** A codicon, and the theme colour that goes with its shape; a colour never tells anything alone. */
export interface NodeIcon {
  readonly id: string;
  readonly color?: string;
}

/** A command to run, by its id. */
export interface NodeCommand {
  readonly id: string;
  readonly title: string;
  readonly arguments?: readonly unknown[];
}

/**
 * A line of a tooltip. All of these texts are shown as they are, never read as Markdown or HTML: they can come from
 * an event. `link` is an address made by Trailscope.
 */
export interface TooltipLine {
  readonly text: string;
  readonly style?: 'title' | 'plain' | 'code';
  readonly link?: string;
}

/** What a tree shows and how it learns of changes. */
export interface NodeSource {
  /** The rows below the row with this id; of the whole tree for undefined. */
  children(id: string | undefined): readonly TreeNode[] | Promise<readonly TreeNode[]>;
  /** The id of the row above this one, for a source of which single rows are to be revealed. */
  parent?(id: string): string | undefined;
  /** Tells a row as it is now, when it or what lies below it changed; undefined for the whole tree. */
  readonly onDidChange: (listener: (node: TreeNode | undefined) => unknown) => { dispose(): void };
}
