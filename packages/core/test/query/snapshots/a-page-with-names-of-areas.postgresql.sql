{ depots(first: 50, orderBy: [{ name: ASC }], where: { active: { eq: true } }) { nodes { id name area { name } } pageInfo { hasNextPage endCursor } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'depot_' || t0."id" AS "id", t0."name" AS "name", (SELECT row_to_json(o)
  FROM (SELECT t1."name" AS "name"
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code") AS o) AS "area"
  FROM "test_depot" AS t0
  WHERE (t0."active" = true) AND CASE WHEN t0."area_code" >= $1 THEN t0."area_code" < $2 ELSE false END AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 50) AS o)) AS "nodes", (SELECT row_to_json(o)
  FROM (SELECT (EXISTS (SELECT 1
  FROM "test_depot" AS t0
  WHERE (t0."active" = true) AND CASE WHEN t0."area_code" >= $3 THEN t0."area_code" < $4 ELSE false END AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 1 OFFSET 50)) AS "hasNextPage", (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t0."name", t0."id")::text, 'UTF8'), 'hex')
  FROM (SELECT *
  FROM (SELECT t0."name", t0."id"
  FROM "test_depot" AS t0
  WHERE (t0."active" = true) AND CASE WHEN t0."area_code" >= $5 THEN t0."area_code" < $6 ELSE false END AND t0."deleted_at" IS NULL
  ORDER BY t0."name", t0."id"
  LIMIT 50) AS t0
  ORDER BY t0."name" DESC, t0."id" DESC
  LIMIT 1) AS t0) AS "endCursor") AS o) AS "pageInfo") AS o) AS "depots") AS o))::text AS "json"

parameters 6, cost 100
depot.read for depots
authenticated for depots.nodes.area
