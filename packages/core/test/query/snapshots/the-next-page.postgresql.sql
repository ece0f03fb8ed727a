query Next($after: String!) { depots(first: 50, after: $after, orderBy: [{ capacity: DESC }]) { nodes { id name } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'depot_' || t0."id" AS "id", t0."name" AS "name"
  FROM "test_depot" AS t0
  WHERE CASE WHEN t0."area_code" >= $1 THEN t0."area_code" < $2 ELSE false END AND t0."deleted_at" IS NULL AND ((t0."capacity" IS NOT NULL) OR (t0."capacity" IS NULL AND t0."id" < $3))
  ORDER BY t0."capacity" DESC, t0."id" DESC
  LIMIT 50) AS o)) AS "nodes") AS o) AS "depots") AS o))::text AS "json"

parameters 3, cost 50
depot.read for depots
