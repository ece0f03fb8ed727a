/** What is measured, asked of each target in its own language; the answers are compared before anything is timed. */
export type CaseName = 'page' | 'nested' | 'byId' | 'grouped' | 'command';
export const readCases = ['page', 'nested', 'byId', 'grouped'] as const;

/** Rows that every target answers about. */
export const open = ['FOUND', 'ASSIGNED', 'RECTIFIED'] as const;
const openList = open.map((status) => `'${status}'`).join(', ');

export const fengsui: Readonly<Record<CaseName, string>> = {
  page: `query Page { enterprises(first: 50, where: { riskColour: { eq: YELLOW } }, orderBy: [{ name: ASC }]) { nodes { id name creditCode riskColour employees area { name } } pageInfo { hasNextPage endCursor } } }`,
  nested: `query Nested { enterprises(first: 20, where: { riskColour: { eq: RED } }, orderBy: [{ name: ASC }]) { nodes { id name hiddenDangers(first: 5, where: { status: { in: [${open.join(', ')}] } }, orderBy: [{ dueAt: ASC }]) { nodes { id description dueAt } } hazardUnitCount hiddenDangerCount } } }`,
  byId: `query ById($id: ID!) { enterprise(id: $id) { id name creditCode industry employees area { code name } hazardUnits(first: 5) { nodes { id name } } hiddenDangers(first: 5, orderBy: [{ dueAt: ASC }]) { nodes { id status dueAt } } } }`,
  grouped: `query Grouped { hiddenDangersAggregate(where: { status: { in: [${open.join(', ')}] }, dueAt: { lt: "2026-11-22T00:00:00Z" } }, groupBy: [AREA_TOWNSHIP]) { group { areaTownship { code name } } count } }`,
  command: `mutation Register($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { id name } userErrors { code } } }`,
};

interface Sql {
  readonly [name: string]: string;
}
/** Tuned by hand, with the scope on every table whose rows have one of their own (a unit has its enterprise’s): the scope must not choose the index, and PostgreSQL must not plan a page anew for every request. `?1`/`$1` and `?2`/`$2` are the scope of the key, `?3`/`$3` the id. */
export const handwrittenSql: { readonly sqlite: Sql; readonly postgresql: Sql } = {
  sqlite: {
    page: `WITH p AS (SELECT e.id, e.name, e.credit_code, e.risk_colour, e.employees, a.name AS area FROM enterprise e JOIN area a ON a.code = e.area_code WHERE e.risk_colour = 'YELLOW' AND +e.area_code >= ?1 AND +e.area_code < ?2 ORDER BY e.name, e.id LIMIT 51), n AS (SELECT *, row_number() OVER (ORDER BY name, id) AS i FROM p)
      SELECT json_object('nodes', json_group_array(json_object('id', 'enterprise_' || id, 'name', name, 'creditCode', credit_code, 'riskColour', risk_colour, 'employees', employees, 'area', json_object('name', area)) ORDER BY i) FILTER (WHERE i <= 50), 'pageInfo', json_object('hasNextPage', json(CASE WHEN count(*) > 50 THEN 'true' ELSE 'false' END), 'endCursor', max(name || ',' || id) FILTER (WHERE i = 50))) FROM n`,
    nested: `SELECT json_group_array(json(j)) FROM (SELECT json_object('id', 'enterprise_' || e.id, 'name', e.name,
        'hiddenDangers', json((SELECT json_group_array(json(d)) FROM (SELECT json_object('id', 'danger_' || h.id, 'description', h.description, 'dueAt', strftime('%Y-%m-%dT%H:%M:%fZ', h.due_at / 1000.0, 'unixepoch')) AS d FROM hidden_danger h WHERE h.enterprise_id = e.id AND h.status IN (${openList}) AND +h.area_code >= ?1 AND +h.area_code < ?2 ORDER BY h.due_at, h.id LIMIT 5))),
        'hazardUnitCount', (SELECT count(*) FROM hazchem_unit u WHERE u.enterprise_id = e.id), 'hiddenDangerCount', (SELECT count(*) FROM hidden_danger h WHERE h.enterprise_id = e.id AND +h.area_code >= ?1 AND +h.area_code < ?2)) AS j
      FROM enterprise e WHERE e.risk_colour = 'RED' AND +e.area_code >= ?1 AND +e.area_code < ?2 ORDER BY e.name, e.id LIMIT 20)`,
    byId: `SELECT json_object('id', 'enterprise_' || e.id, 'name', e.name, 'creditCode', e.credit_code, 'industry', e.industry, 'employees', e.employees, 'area', (SELECT json_object('code', a.code, 'name', a.name) FROM area a WHERE a.code = e.area_code),
        'hazardUnits', json((SELECT json_group_array(json(j)) FROM (SELECT json_object('id', 'unit_' || u.id, 'name', u.name) AS j FROM hazchem_unit u WHERE u.enterprise_id = e.id ORDER BY u.id LIMIT 5))),
        'hiddenDangers', json((SELECT json_group_array(json(j)) FROM (SELECT json_object('id', 'danger_' || h.id, 'status', h.status, 'dueAt', strftime('%Y-%m-%dT%H:%M:%fZ', h.due_at / 1000.0, 'unixepoch')) AS j FROM hidden_danger h WHERE h.enterprise_id = e.id AND +h.area_code >= ?1 AND +h.area_code < ?2 ORDER BY h.due_at, h.id LIMIT 5))))
      FROM enterprise e WHERE +e.area_code >= ?1 AND +e.area_code < ?2 AND e.id = ?3`,
    grouped: `SELECT json_group_array(json_object('code', t, 'name', a.name, 'count', n)) FROM (SELECT substr(h.area_code, 1, 9) AS t, count(*) AS n FROM hidden_danger h WHERE h.status IN (${openList}) AND h.due_at < 1795305600000 AND +h.area_code >= ?1 AND +h.area_code < ?2 GROUP BY 1 ORDER BY 1) g JOIN area a ON a.code = g.t`,
  },
  postgresql: {
    page: `WITH p AS (SELECT e.id, e.name, e.credit_code, e.risk_colour, e.employees, a.name AS area FROM enterprise e JOIN area a ON a.code = e.area_code WHERE e.risk_colour = 'YELLOW' AND CASE WHEN e.area_code >= $1 THEN e.area_code < $2 ELSE false END ORDER BY e.name, e.id LIMIT 51), n AS (SELECT *, row_number() OVER (ORDER BY name, id) AS i FROM p)
      SELECT json_build_object('nodes', json_agg(json_build_object('id', 'enterprise_' || id, 'name', name, 'creditCode', credit_code, 'riskColour', risk_colour, 'employees', employees, 'area', json_build_object('name', area)) ORDER BY i) FILTER (WHERE i <= 50), 'pageInfo', json_build_object('hasNextPage', count(*) > 50, 'endCursor', max(name || ',' || id) FILTER (WHERE i = 50)))::text FROM n`,
    nested: `SELECT json_agg(j)::text FROM (SELECT json_build_object('id', 'enterprise_' || e.id, 'name', e.name,
        'hiddenDangers', (SELECT json_agg(d) FROM (SELECT json_build_object('id', 'danger_' || h.id, 'description', h.description, 'dueAt', h.due_at) AS d FROM hidden_danger h WHERE h.enterprise_id = e.id AND h.status IN (${openList}) AND CASE WHEN h.area_code >= $1 THEN h.area_code < $2 ELSE false END ORDER BY h.due_at, h.id LIMIT 5) x),
        'hazardUnitCount', (SELECT count(*) FROM hazchem_unit u WHERE u.enterprise_id = e.id), 'hiddenDangerCount', (SELECT count(*) FROM hidden_danger h WHERE h.enterprise_id = e.id AND CASE WHEN h.area_code >= $1 THEN h.area_code < $2 ELSE false END)) AS j
      FROM enterprise e WHERE e.risk_colour = 'RED' AND CASE WHEN e.area_code >= $1 THEN e.area_code < $2 ELSE false END ORDER BY e.name, e.id LIMIT 20) y`,
    byId: `SELECT json_build_object('id', 'enterprise_' || e.id, 'name', e.name, 'creditCode', e.credit_code, 'industry', e.industry, 'employees', e.employees, 'area', (SELECT json_build_object('code', a.code, 'name', a.name) FROM area a WHERE a.code = e.area_code),
        'hazardUnits', (SELECT json_agg(j) FROM (SELECT json_build_object('id', 'unit_' || u.id, 'name', u.name) AS j FROM hazchem_unit u WHERE u.enterprise_id = e.id ORDER BY u.id LIMIT 5) x),
        'hiddenDangers', (SELECT json_agg(j) FROM (SELECT json_build_object('id', 'danger_' || h.id, 'status', h.status, 'dueAt', h.due_at) AS j FROM hidden_danger h WHERE h.enterprise_id = e.id AND CASE WHEN h.area_code >= $1 THEN h.area_code < $2 ELSE false END ORDER BY h.due_at, h.id LIMIT 5) z))::text
      FROM enterprise e WHERE CASE WHEN e.area_code >= $1 THEN e.area_code < $2 ELSE false END AND e.id = $3`,
    grouped: `SELECT json_agg(json_build_object('code', t, 'name', a.name, 'count', n))::text FROM (SELECT substr(h.area_code, 1, 9) AS t, count(*) AS n FROM hidden_danger h WHERE h.status IN (${openList}) AND h.due_at < '2026-11-22T00:00:00Z' AND h.area_code >= $1 AND h.area_code < $2 GROUP BY 1 ORDER BY 1) g JOIN area a ON a.code = g.t`,
  },
};
