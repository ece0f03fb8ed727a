{ depots(first: 20) { nodes { name crateCount crates(first: 5, orderBy: [{ amount: DESC }]) { nodes { label amount } } } } }

SELECT ('{"depots":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"name":' || json_quote(t0."name") || ',"crateCount":' || coalesce((SELECT count(*)
  FROM "test_crate" AS t1
  WHERE t1."depot_id" = t0."id" AND +t1."area_code" >= ? AND +t1."area_code" < ? AND t1."parent_deleted_at" IS NULL), 'null') || ',"crates":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"label":' || json_quote(t2."label") || ',"amount":' || coalesce(CASE WHEN t2."amount" < 0 THEN '"-' ELSE '"' END || (abs(t2."amount") / 1000) || '.' || substr('000' || (abs(t2."amount") % 1000), -3) || '"', 'null') || '}') AS "j"
  FROM "test_crate" AS t2
  WHERE t2."depot_id" = t0."id" AND +t2."area_code" >= ? AND +t2."area_code" < ? AND t2."parent_deleted_at" IS NULL
  ORDER BY t2."amount" DESC, t2."id" DESC
  LIMIT 5)) || '}') || '}') AS "j"
  FROM "test_depot" AS t0
  WHERE +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL
  ORDER BY t0."id"
  LIMIT 20)) || '}') || '}') AS "json"

parameters 6, cost 120
depot.read for depots
