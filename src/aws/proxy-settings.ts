import { BlockList, isIP } from 'node:net';
import { TrailscopeError } from '../core/failures/failure.ts';
import { nonEmpty, type Environment } from './configuration/shared-files.ts';

/**
 * The proxy for a host, as the AWS CLI chooses it: HTTPS_PROXY or HTTP_PROXY by the scheme, unless NO_PROXY names the
 * host; the variables in lower case count first.
 *
 * @throws TrailscopeError `invalid-input` for a proxy whose address is none
 */
export function proxyFor(
  scheme: 'http' | 'https',
  host: string,
  port: number,
  environment: Environment,
): URL | undefined {
  const address = variable(environment, `${scheme}_proxy`);
  if (address === undefined || isExempt(host, port, variable(environment, 'no_proxy') ?? '')) {
    return undefined;
  }
  const url = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(url)) {
    // The address is not told: there can be a password in it.
    const name = `${scheme.toUpperCase()}_PROXY`;
    throw new TrailscopeError({ kind: 'invalid-input' }, `${name} is not the address of a proxy`);
  }
  return new URL(url);
}

function variable(environment: Environment, name: string): string | undefined {
  return nonEmpty(environment[name]) ?? nonEmpty(environment[name.toUpperCase()]);
}

/** Whether the list has the host: `*`, a name that it ends in, an address, a range of addresses, each with a port or not. */
function isExempt(host: string, port: number, list: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && (entry === '*' || matches(entry, name, port)));
}

function matches(entry: string, host: string, port: number): boolean {
  if (isIP(host) !== 0 && entry.includes('/')) {
    return isInRange(entry, host);
  }
  if (isIP(entry) === 6) {
    return entry === host;
  }
  const [, name = entry, ofPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const bare = name.replace(/^\*?\./, '').replace(/^\[(.*)\]$/, '$1');
  const isHost = host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
  return isHost && (ofPort === undefined || Number(ofPort) === port);
}

function isInRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(address) || !/^\d{1,3}$/.test(bits ?? '')) {
    return false;
  }
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits), type);
  } catch {
    return false;
  }
  return list.check(address, type);
}
