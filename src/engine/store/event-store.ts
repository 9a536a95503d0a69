import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { chmodSync, rmSync } from 'node:fs';
import type { EventKind } from '../../core/events/event.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { LogPlace } from '../../core/log-engine.ts';
import { facetSql, fieldSql } from '../../core/query/sql-columns.ts';
import { isDamage, readRows, textLiteral, type Row } from './database.ts';
import { eventColumns, readyColumns } from './insert-batch.ts';

/** A table of events: as it was read, in memory and ready, or in a file that is attached, and ready. */
interface EventTable {
  readonly name: string;
  readonly events: number;
  /** The attached database; undefined in memory. */
  readonly database: string | undefined;
  readonly isReady: boolean;
}

let stores = 0;

/** The events of one log set, in as many tables as there were batches, seen as one. */
export class EventStore {
  /** The view of all events, each once. */
  readonly events: string;
  private readonly id: string;
  private readonly instance: DuckDBInstance;
  private readonly onDamage: () => void;
  private tables: readonly EventTable[] = [];
  private gone: readonly number[] = [];
  private hasDuplicates = false;
  private made = 0;
  private readying: Promise<void> | undefined;

  /** @param onDamage is called when a file of events turns out not to be what was written */
  constructor(instance: DuckDBInstance, onDamage: () => void = () => undefined) {
    this.onDamage = onDamage;
    stores += 1;
    this.id = `set${stores}`;
    this.events = `${this.id}_events`;
    this.instance = instance;
  }

  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  /** Does something on a connection of its own. */
  async using<Result>(run: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = await this.connect();
    try {
      return await run(connection);
    } catch (error) {
      throw this.told(error);
    } finally {
      connection.closeSync();
    }
  }

  /** Tells of an error that shows a file of events to be damaged, and puts it into words; others stay as they are. */
  told(error: unknown): unknown {
    if (!isDamage(error)) {
      return error;
    }
    this.onDamage();
    return new TrailscopeError(
      { kind: 'unavailable' },
      'What was kept of these logs is damaged: open them again.',
      {},
      error,
    );
  }

  /** A name that no table of this process has. */
  nextName(what: string): string {
    this.made += 1;
    return `${this.id}_${what}${this.made}`;
  }

  add(name: string, events: number): void {
    this.tables = [...this.tables, { name, events, database: undefined, isReady: false }];
  }

  /** How many events are in tables in memory. */
  get inMemory(): number {
    return this.tables.reduce((sum, { database, events }) => sum + (database === undefined ? events : 0), 0);
  }

  /**
   * Takes identities apart, once and for all: filters ask for many parts of them. Questions before are answered too, and
   * take longer.
   */
  ready(): Promise<void> {
    this.readying ??= this.makeReady().catch((error: unknown) => {
      this.readying = undefined;
      throw error;
    });
    return this.readying;
  }

  private async makeReady(): Promise<void> {
    await this.using(async (connection) => {
      for (const table of this.tables.filter(({ isReady }) => !isReady)) {
        const name = this.nextName('ready');
        await connection.run(`CREATE TABLE ${name} AS ${selectAll(table)}`);
        this.tables = this.tables.map((each) => (each === table ? { ...each, name, isReady: true } : each));
        await this.defineView(connection);
        await connection.run(`DROP TABLE ${table.name}`);
      }
    });
  }

  /** Leaves out the events of files that are no more, or are others now. */
  leaveOut(files: readonly number[]): void {
    this.gone = files;
  }

  /** Attaches a file of events that {@link moveToFile} made. */
  async attach(file: string, events: number): Promise<void> {
    const database = this.nextName('file');
    await this.using((connection) =>
      connection.run(`ATTACH ${textLiteral(file)} AS ${database} (READ_ONLY)`).then(() => undefined),
    );
    this.tables = [...this.tables, { name: `${database}.events`, events, database, isReady: true }];
  }

  /** Gives up the files that are attached. */
  async detachAll(): Promise<void> {
    const attached = this.tables.flatMap(({ database }) => database ?? []);
    this.tables = this.tables.filter(({ database }) => database === undefined);
    await this.using(async (connection) => {
      for (const database of attached) {
        await connection.run(`DETACH ${database}`);
      }
    });
  }

  /**
   * Writes all events that are in memory to a file, and reads them from there from now on.
   *
   * @returns how many they are
   */
  async moveToFile(file: string): Promise<number> {
    const moving = this.tables.filter(({ database }) => database === undefined);
    const events = moving.reduce((sum, each) => sum + each.events, 0);
    await this.write(file, moving);
    await this.attach(file, events);
    this.tables = this.tables.filter((table) => !moving.includes(table));
    await this.using(async (connection) => {
      await this.defineView(connection);
      // What is being asked of these tables goes on to its end.
      for (const { name } of moving) {
        await connection.run(`DROP TABLE ${name}`);
      }
    });
    return events;
  }

  private async write(file: string, tables: readonly EventTable[]): Promise<void> {
    const database = this.nextName('new');
    const union = tables.map(selectAll).join(' UNION ALL ');
    await this.using(async (connection) => {
      await connection.run(`ATTACH ${textLiteral(file)} AS ${database} (STORAGE_VERSION 'latest')`);
      try {
        chmodSync(file, 0o600);
        await connection.run(`CREATE TABLE ${database}.events AS ${union}`);
        await connection.run(`CHECKPOINT ${database}`);
      } catch (error) {
        await connection.run(`DETACH ${database}`);
        rmSync(file, { force: true });
        throw error;
      }
      await connection.run(`DETACH ${database}`);
    });
  }

  /**
   * Removes events whose id another event has; the one of the first file stays. Events without an id are all kept.
   *
   * @returns how many there were
   */
  async removeDuplicates(): Promise<number> {
    return this.using(async (connection) => {
      await this.defineView(connection);
      const [count] = await readRows(
        connection,
        `SELECT count("eventID") - count(DISTINCT "eventID") AS duplicates FROM ${this.events}`,
      );
      const duplicates = Number(count?.['duplicates'] ?? 0);
      if (duplicates > 0) {
        await this.findDuplicates(connection);
      }
      return duplicates;
    });
  }

  private async findDuplicates(connection: DuckDBConnection): Promise<void> {
    const table = `${this.id}_duplicates`;
    await connection.run(`CREATE OR REPLACE TABLE ${table} AS SELECT f, i FROM (
      SELECT f, i, row_number() OVER (PARTITION BY "eventID" ORDER BY f, i) AS place FROM ${this.events}
      WHERE "eventID" IN (SELECT "eventID" FROM ${this.events} GROUP BY 1 HAVING count(*) > 1)) WHERE place > 1`);
    let isElsewhere = false;
    for (const { name, database } of this.tables) {
      if (database === undefined) {
        await connection.run(`DELETE FROM ${name} WHERE (f, i) IN (SELECT (f, i) FROM ${table})`);
      } else {
        isElsewhere = true;
      }
    }
    this.hasDuplicates = isElsewhere;
    await this.defineView(connection);
  }

  /** Makes the view show the tables that there are now. */
  private async defineView(connection: DuckDBConnection): Promise<void> {
    const [first, ...others] = this.tables.map(selectAll);
    const all = [first ?? `SELECT ${columns} FROM ${await this.emptyTable(connection)}`, ...others];
    const gone = this.gone.length === 0 ? '' : ` WHERE f NOT IN (${this.gone.join(', ')})`;
    const once = this.hasDuplicates ? ` ANTI JOIN ${this.id}_duplicates USING (f, i)` : '';
    await connection.run(
      `CREATE OR REPLACE VIEW ${this.events} AS SELECT * FROM (${all.join(' UNION ALL ')})${once}${gone}`,
    );
  }

  private async emptyTable(connection: DuckDBConnection): Promise<string> {
    const name = `${this.id}_none`;
    await connection.run(
      `CREATE TABLE IF NOT EXISTS ${name} (${eventColumns.map(([column, type]) => `"${column}" ${type}`).join(', ')})`,
    );
    return name;
  }

  /** Where the events are from and what kinds they are. */
  async outline(): Promise<EventOutline> {
    const rows = await this.using((connection) =>
      readRows(
        connection,
        `SELECT ${facetSql.account ?? 'NULL'} AS account, ${facetSql.region ?? 'NULL'} AS region,
          ${fieldSql.category?.values[0] ?? 'NULL'} AS kind,
          count(*) AS events, min(ms) AS earliest, max(ms) AS latest
        FROM ${this.events} GROUP BY ALL ORDER BY events DESC`,
      ),
    );
    return outlineOf(rows);
  }

  async drop(): Promise<void> {
    await this.using(async (connection) => {
      await connection.run(`DROP VIEW IF EXISTS ${this.events}`);
      for (const { name, database } of this.tables) {
        await connection.run(database === undefined ? `DROP TABLE IF EXISTS ${name}` : `DETACH ${database}`);
      }
      await connection.run(`DROP TABLE IF EXISTS ${this.id}_none`);
      await connection.run(`DROP TABLE IF EXISTS ${this.id}_duplicates`);
    });
    this.tables = [];
  }
}

const columns = eventColumns.map(([name]) => `"${name}"`).join(', ');

function selectAll({ name, isReady }: EventTable): string {
  return `SELECT ${isReady ? columns : readyColumns} FROM ${name}`;
}

export interface EventOutline {
  readonly events: number;
  readonly places: readonly LogPlace[];
  readonly kinds: readonly EventKind[];
  readonly extent: { readonly from: number; readonly to: number } | undefined;
}

/** @param rows by account, Region and kind */
function outlineOf(rows: readonly Row[]): EventOutline {
  const places = new Map<string, LogPlace>();
  for (const row of rows) {
    const [account, region] = [textOrNone(row['account']), textOrNone(row['region'])];
    const [from, to] = [numberOrNone(row['earliest']), numberOrNone(row['latest'])];
    const key = JSON.stringify([account, region]);
    const known = places.get(key);
    places.set(key, {
      account,
      region,
      events: (known?.events ?? 0) + Number(row['events']),
      from: least(known?.from, from),
      to: most(known?.to, to),
    });
  }
  const all = [...places.values()].sort((left, right) => right.events - left.events);
  const from = all.reduce<number | undefined>((earliest, place) => least(earliest, place.from), undefined);
  const to = all.reduce<number | undefined>((latest, place) => most(latest, place.to), undefined);
  return {
    events: all.reduce((sum, { events }) => sum + events, 0),
    places: all,
    kinds: [...new Set(rows.map(({ kind }) => String(kind) as EventKind))],
    extent: from === undefined || to === undefined ? undefined : { from, to },
  };
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOrNone(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function least(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

function most(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}
