import type { EventType } from '../contract/event.ts';

type Payload = Readonly<Record<string, unknown>>;

/**
 * What an event says, as its type declares it. What does not fit is a mistake of who wrote `by`, found where it is made:
 * it is thrown inside the transaction, so nothing of the command stays.
 */
export function toldPayload({ name, payload: schema }: EventType, payload: Payload, by: string): Payload {
  const wrong = (what: string): never => {
    throw new Error(`${by} tells ${name} with a payload that is not what its eventType declares: ${what}; mend one of them`);
  };
  const result = schema['~standard'].validate(payload);
  if (result instanceof Promise) return wrong('it is checked by something that waits, and an event is told at once');
  if (result.issues !== undefined) return wrong(result.issues.map(issueText).join('; '));
  // as: what is declared is an object, which linking has seen to
  const said = result.value as Payload;
  const undeclared = Object.keys(payload).filter((member) => payload[member] !== undefined && !(member in said));
  return undeclared.length === 0 ? said : wrong(`${undeclared.join(', ')} is not declared`);
}

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined };
const issueText = ({ message, path = [] }: Issue): string =>
  [...path.map((part) => String(typeof part === 'object' ? part.key : part)), message].join(': ');
