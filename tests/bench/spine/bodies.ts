import { type CaseName, fengsui, open } from './cases.ts';
import type { Filled } from './data.ts';

/** What the load sends next. */
export type Next = () => string;

/** Commands must each be new: a key is used once. */
let counter = 0;
const commands =
  (make: (name: string, key: string) => object): Next =>
  () => {
    counter += 1;
    return JSON.stringify(make(`新企业${counter}`, `bench-${process.pid}-${counter}`));
  };
/** Bodies in turn, round and round. */
function inTurn(bodies: readonly object[]): Next {
  const texts = bodies.map((body) => JSON.stringify(body));
  let at = 0;
  return () => texts[(at += 1) % texts.length] ?? '';
}

export function fengsuiBodies(name: CaseName, { ids }: Filled): Next {
  const query = fengsui[name];
  if (name === 'command')
    return commands((own, key) => ({
      query,
      variables: { input: { areaId: 'area_430102001', name: own, industry: 'TRADE', idempotencyKey: key } },
    }));
  return inTurn(name === 'byId' ? ids.map((id) => ({ query, variables: { id } })) : [{ query }]);
}

export function handwrittenBodies(name: CaseName, { ids }: Filled): Next {
  if (name === 'command') return commands((own, key) => ({ name, variables: { name: own, key } }));
  return inTurn(
    name === 'byId' ? ids.map((id) => ({ name, variables: { id: id.slice('enterprise_'.length) } })) : [{ name, variables: {} }],
  );
}

export function apolloBody(name: CaseName, { ids }: Filled): Next {
  const queries = {
    page: '{ enterprises(first: 50, riskColour: "YELLOW") { nodes { id name creditCode riskColour employees area { name } } hasNextPage endCursor } }',
    nested:
      '{ enterprises(first: 20, riskColour: "RED") { nodes { id name openDangers { id description dueAt } hazardUnitCount hiddenDangerCount } } }',
    byId: 'query ById($id: ID!) { enterprise(id: $id) { id name creditCode industry employees area { code name } hazardUnits { id name } hiddenDangers { id status dueAt } } }',
    grouped: '{ grouped { code name count } }',
    command: 'mutation Register($name: String!, $key: String!) { register(name: $name, key: $key) { id name } }',
  };
  if (name === 'command') return commands((own, key) => ({ query: queries.command, variables: { name: own, key } }));
  return inTurn(name === 'byId' ? ids.map((id) => ({ query: queries.byId, variables: { id } })) : [{ query: queries[name] }]);
}

/** PostGraphile has no `in` without a further plugin, so its open dangers are those of one status: a little less work than the others'. */
export function postgraphileBody(name: CaseName, { ids }: Filled): Next {
  const queries = {
    page: '{ allEnterprises(first: 50, condition: { riskColour: "YELLOW" }, orderBy: [NAME_ASC]) { nodes { id name creditCode riskColour employees areaByAreaCode { name } } pageInfo { hasNextPage endCursor } } }',
    nested: `{ allEnterprises(first: 20, condition: { riskColour: "RED" }, orderBy: [NAME_ASC]) { nodes { id name hiddenDangersByEnterpriseId(first: 5, condition: { status: "${open[0]}" }, orderBy: [DUE_AT_ASC]) { nodes { id description dueAt } } hazchemUnitsByEnterpriseId { totalCount } all: hiddenDangersByEnterpriseId { totalCount } } } }`,
    byId: 'query ById($id: String!) { enterpriseById(id: $id) { id name creditCode industry employees areaByAreaCode { code name } hazchemUnitsByEnterpriseId(first: 5) { nodes { id name } } hiddenDangersByEnterpriseId(first: 5, orderBy: [DUE_AT_ASC]) { nodes { id status dueAt } } } }',
    grouped: '',
  };
  if (name === 'command') return commands((own, key) => ({ query: postgraphileCommand, variables: postgraphileVariables(own, key) }));
  return inTurn(
    name === 'byId'
      ? ids.map((id) => ({ query: queries.byId, variables: { id: id.slice('enterprise_'.length) } }))
      : [{ query: queries[name] }],
  );
}

/** The same rows by its own mutations, one after another in one request; it cannot put them into one transaction. */
const postgraphileCommand = `mutation Register($i: CreateFengsuiIdempotencyInput!, $e: CreateEnterpriseInput!, $a: CreateFengsuiAuditInput!, $r: CreateAuditEntryInput!, $v: CreateFengsuiEventInput!) {
  createFengsuiIdempotency(input: $i) { clientMutationId }
  createEnterprise(input: $e) { enterprise { id name } }
  createFengsuiAudit(input: $a) { clientMutationId }
  createAuditEntry(input: $r) { clientMutationId }
  createFengsuiEvent(input: $v) { clientMutationId }
}`;
function postgraphileVariables(name: string, key: string): object {
  const at = new Date().toISOString();
  // The number first, filled up from the left: `1` and `10` must not become the same key.
  const id = `p${key.slice(key.lastIndexOf('-') + 1).padStart(10, '0')}${key.slice(0, key.lastIndexOf('-'))}`.padEnd(26, '0').slice(0, 26);
  return {
    i: { fengsuiIdempotency: { principal: 'bench', command: 'registerEnterprise', key, body: name, answer: '{}', at } },
    e: { enterprise: { id, name, industry: 'TRADE', areaCode: '430102001', version: 1, createdAt: at, updatedAt: at } },
    a: { fengsuiAudit: { at, principal: 'bench', request: key, command: 'registerEnterprise', area: '430102001', changes: '[]' } },
    r: {
      auditEntry: {
        id,
        position: counter,
        actor: 'bench',
        command: 'registerEnterprise',
        requestId: key,
        operation: 'CREATE',
        subjectType: 'Enterprise',
        subjectId: `enterprise_${id}`,
        fields: '["id","name","industry","area"]',
        after: JSON.stringify({ id, name, industry: 'TRADE', area: '430102001' }),
        areaCode: '430102001',
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    },
    v: {
      fengsuiEvent: {
        at,
        type: 'enterprise.registered',
        entity: 'Enterprise',
        key: id,
        area: '430102001',
        principal: 'bench',
        request: key,
        payload: '{}',
      },
    },
  };
}
