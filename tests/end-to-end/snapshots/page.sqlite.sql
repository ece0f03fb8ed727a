enterprises: page of Enterprise, first 50 by name, id, where riskColour
  nodes.area: one Area by code

SELECT ('{"enterprises":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('enterprise_' || t0."id") || ',"name":' || json_quote(t0."name") || ',"creditCode":' || json_quote(t0."credit_code") || ',"riskColour":' || json_quote(t0."risk_colour") || ',"employees":' || coalesce(t0."employees", 'null') || ',"area":' || coalesce((SELECT ('{"name":' || json_quote(t1."name") || '}')
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code"), 'null') || '}') AS "j"
  FROM "enterprise" AS t0
  WHERE (t0."risk_colour" = 'YELLOW') AND +t0."area_code" >= ? AND +t0."area_code" < ?
  ORDER BY t0."name", t0."id"
  LIMIT 50)) || ',"pageInfo":' || ('{"hasNextPage":' || CASE WHEN EXISTS (SELECT 1
  FROM "enterprise" AS t0
  WHERE (t0."risk_colour" = 'YELLOW') AND +t0."area_code" >= ? AND +t0."area_code" < ?
  ORDER BY t0."name", t0."id"
  LIMIT 1 OFFSET 50) THEN 'true' ELSE 'false' END || ',"endCursor":' || coalesce((SELECT '"<mark>:cursor:' || lower(hex(json_array(0, t0."name", t0."id"))) || '"'
  FROM (SELECT *
  FROM (SELECT t0."name", t0."id"
  FROM "enterprise" AS t0
  WHERE (t0."risk_colour" = 'YELLOW') AND +t0."area_code" >= ? AND +t0."area_code" < ?
  ORDER BY t0."name", t0."id"
  LIMIT 50) AS t0
  ORDER BY t0."name" DESC, t0."id" DESC
  LIMIT 1) AS t0), 'null') || '}') || '}') || '}') AS "json"

cost 100
