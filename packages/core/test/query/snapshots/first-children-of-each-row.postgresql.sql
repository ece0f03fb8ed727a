{ depots(first: 20) { nodes { name crateCount crates(first: 5, orderBy: [{ amount: DESC }]) { nodes { label amount } } } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT t0."name" AS "name", (SELECT count(*)
  FROM "test_crate" AS t1
  WHERE t1."depot_id" = t0."id" AND CASE WHEN t1."area_code" >= $1 THEN t1."area_code" < $2 ELSE false END AND t1."parent_deleted_at" IS NULL) AS "crateCount", (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT t2."label" AS "label", (t2."amount")::text AS "amount"
  FROM "test_crate" AS t2
  WHERE t2."depot_id" = t0."id" AND CASE WHEN t2."area_code" >= $3 THEN t2."area_code" < $4 ELSE false END AND t2."parent_deleted_at" IS NULL
  ORDER BY t2."amount" DESC, t2."id" DESC
  LIMIT 5) AS o)) AS "nodes") AS o) AS "crates"
  FROM "test_depot" AS t0
  WHERE CASE WHEN t0."area_code" >= $5 THEN t0."area_code" < $6 ELSE false END AND t0."deleted_at" IS NULL
  ORDER BY t0."id"
  LIMIT 20) AS o)) AS "nodes") AS o) AS "depots") AS o))::text AS "json"

parameters 6, cost 120
depot.read for depots
