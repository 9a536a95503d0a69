import type { CallDetails, CallSite, Operation } from '../record.ts';
import type { ApiCall, Refusal } from '../scene.ts';

/** What all operations of a service have in common. */
export type ServiceDefaults = Omit<Operation, 'name' | 'readOnly'>;

type Define = (
  name: string,
  weight: number,
  ask?: (site: CallSite) => CallDetails,
  refusals?: readonly Refusal[],
) => ApiCall;

/** Two functions that define the service's reading and writing operations. */
export function serviceCalls(service: ServiceDefaults): { readonly read: Define; readonly write: Define } {
  const define =
    (readOnly: boolean): Define =>
    (name, weight, ask = () => ({}), refusals) => ({
      ...service,
      name,
      readOnly,
      weight,
      ask,
      ...(refusals && { refusals }),
    });
  return { read: define(true), write: define(false) };
}
