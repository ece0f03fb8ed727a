{ depots(first: 50, orderBy: [{ name: ASC }], where: { active: { eq: true } }) { nodes { id name area { name } } pageInfo { hasNextPage endCursor } } }

SELECT ('{"depots":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('depot_' || t0."id") || ',"name":' || json_quote(t0."name") || ',"area":' || coalesce((SELECT ('{"name":' || json_quote(t1."name") || '}')
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code"), 'null') || '}') AS "j"
  FROM "test_depot" AS t0
  WHERE (t0."active" = 1) AND +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 50)) || ',"pageInfo":' || ('{"hasNextPage":' || CASE WHEN EXISTS (SELECT 1
  FROM "test_depot" AS t0
  WHERE (t0."active" = 1) AND +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 1 OFFSET 50) THEN 'true' ELSE 'false' END || ',"endCursor":' || coalesce((SELECT '"<mark>:cursor:' || lower(hex(json_array(0, t0."name", t0."id"))) || '"'
  FROM (SELECT *
  FROM (SELECT t0."name", t0."id"
  FROM "test_depot" AS t0
  WHERE (t0."active" = 1) AND +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 50) AS t0
  ORDER BY t0."name" DESC, t0."id" DESC
  LIMIT 1) AS t0), 'null') || '}') || '}') || '}') AS "json"

parameters 6, cost 100
depot.read for depots
authenticated for depots.nodes.area
